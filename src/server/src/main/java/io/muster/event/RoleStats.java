package io.muster.event;

import java.util.List;

/**
 * The figures of a role.
 *
 * @param role the role in the event's spelling
 * @param key {@link Role#keyOf} the role
 * @param capacity the number of places
 * @param taken the places taken
 * @param standby how many people are on standby for it
 */
public record RoleStats(String role, String key, int capacity, int taken, int standby) {

    /** The figures of a role for which nobody is on standby. */
    public RoleStats(String role, String key, int capacity, int taken) {
        this(role, key, capacity, taken, 0);
    }

    /** The free places, never below 0. */
    public int remaining() {
        return Math.max(0, capacity - taken);
    }

    public boolean isFull() {
        return taken >= capacity;
    }

    /** Equal figures with the strings of one of these roles, if they are that role's. */
    public RoleStats sharing(List<Role> roles) {
        for (Role one : roles) {
            if (one.key().equals(key)) {
                return new RoleStats(one.name().equals(role) ? one.name() : role, one.key(), capacity, taken, standby);
            }
        }
        return this;
    }
}
