package io.muster.event.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.EventState;

/**
 * Who gets the free places of roles with a waitlist: those who wait for them and can have them, in order of {@link
 * StaffEntry#since} (docs/design.md#i9). Places of other roles, of an event that is not open, and from {@code promote_until} on
 * go to nobody by themselves.
 */
public final class Promotion {
    private Promotion() {}

    /**
     * Those whose turn it is, in order.
     *
     * @param at the time that the promotions would be recorded with
     * @param facts of those who wait; without them nobody is known to be qualified, or to be somewhere else
     */
    public static List<StaffEntry> due(EventState event, Instant at, Facts facts) {
        if (!isOn(event, at)) {
            return List.of();
        }
        Map<String, Integer> free = free(event);
        List<StaffEntry> due = new ArrayList<>();
        if (!free.isEmpty()) {
            for (StaffEntry entry : waiting(event)) {
                String key = entry.key().orElse("");
                int places = free.getOrDefault(key, 0);
                if (places > 0 && canHave(event, entry, event.role(key).orElseThrow(), facts)) {
                    free.put(key, places - 1);
                    due.add(entry);
                }
            }
        }
        return due;
    }

    /**
     * Whether somebody who takes a place of a role would overtake: those who wait for it, can have it and come before the person
     * are as many as there are free places.
     *
     * @param own where the person waits; empty if the person comes after all of them
     */
    public static boolean isOvertaking(EventState event, Role role, Optional<StaffEntry> own, Instant at, Facts facts) {
        long ahead = ahead(event, role, own, at, facts);
        return ahead > 0 && ahead >= role.count() - event.taken(role.key());
    }

    private static long ahead(EventState event, Role role, Optional<StaffEntry> own, Instant at, Facts facts) {
        if (!role.waitlist() || event.waiting(role.key()) == 0 || !isOn(event, at)) {
            return 0;
        }
        long before = own.map(StaffEntry::since).orElse(Long.MAX_VALUE);
        return event.people(Response.STANDBY).stream()
                .filter(entry -> entry.key().filter(role.key()::equals).isPresent())
                .filter(entry -> entry.since() < before && canHave(event, entry, role, facts))
                .count();
    }

    private static boolean isOn(EventState event, Instant at) {
        return event.counts().count(Response.STANDBY) > 0
                && event.status().isOpen()
                && !event.isDeleted()
                && at.isBefore(event.promotesUntil());
    }

    /** The free places of each role with a waitlist, by its key; no role without any. */
    private static Map<String, Integer> free(EventState event) {
        Map<String, Integer> free = new HashMap<>();
        for (Role role : event.roles()) {
            int places = role.count() - event.taken(role.key());
            if (role.waitlist() && places > 0) {
                free.put(role.key(), places);
            }
        }
        return free;
    }

    private static List<StaffEntry> waiting(EventState event) {
        return event.people(Response.STANDBY).stream()
                .sorted(Comparator.comparingLong(StaffEntry::since))
                .toList();
    }

    /**
     * Whether a person may have the place. Who may not is passed over, and keeps the position. Whatever else bars a person from a
     * place belongs here; that the audience is another by now does not.
     */
    private static boolean canHave(EventState event, StaffEntry entry, Role role, Facts facts) {
        return !event.barred().contains(entry.userKey())
                && !facts.isBlocked(entry.userKey())
                && facts.missing(entry.userKey(), role, event).isEmpty()
                && !facts.isEngaged(entry.userKey(), role, event);
    }
}
