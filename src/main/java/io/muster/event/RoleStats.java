package io.muster.event;

/**
 * How full a role is.
 *
 * @param role the role in the event's spelling
 * @param key {@link Role#keyOf} the role
 * @param capacity the places there are
 * @param taken the places taken
 */
public record RoleStats(String role, String key, int capacity, int taken) {

    /** The places left, never below 0. */
    public int remaining() {
        return Math.max(0, capacity - taken);
    }

    public boolean isFull() {
        return taken >= capacity;
    }
}
