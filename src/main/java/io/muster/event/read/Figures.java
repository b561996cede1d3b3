package io.muster.event.read;

import java.util.List;

import io.muster.event.Event;
import io.muster.event.RoleStats;

/**
 * How full an event is.
 *
 * @param accepted how many people have accepted
 * @param declined how many declines the event keeps
 * @param roles how full each role is, in the event's order
 */
public record Figures(int accepted, int declined, List<RoleStats> roles) {
    public Figures {
        roles = List.copyOf(roles);
    }

    /** Counted from the event's own lists, which must be whole. */
    public static Figures of(Event event) {
        return new Figures(event.accepted().size(), event.declined().size(), event.roleStats());
    }
}
