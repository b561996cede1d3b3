package io.muster.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.muster.identity.Caller;

/**
 * What lists find an event by: its stored {@code audience} holds one of a person's keys if the person is among those it is
 * for. Managers are told apart in the keys of events that are for everyone; the others name people and teams.
 */
public final class AudienceKeys {
    static final String FIELD = "audience";

    /**
     * At most so many in one query: for an index to give the order as well, the server looks each of them up by itself, and
     * it does so for a limited number only (200).
     */
    private static final int MAX_IN_A_QUERY = 100;

    private AudienceKeys() {}

    /** What is stored with an event; nothing for one that nobody may find, a draft or a tombstone. */
    public static List<String> of(Event event) {
        if (event.deleted() || event.status() == EventStatus.DRAFT) {
            return List.of();
        }
        Audience audience = event.audience();
        if (audience.isEveryone()) {
            return List.of("*", "*|" + event.managerId());
        }
        List<String> keys = new ArrayList<>();
        audience.userKeys().forEach(userKey -> keys.add(ofPerson(userKey)));
        audience.teamIds().forEach(teamId -> keys.add("t|" + teamId));
        return keys;
    }

    /** A person's keys, in parts, each for a query of its own; none for one who works for nobody. */
    public static List<List<String>> of(Caller caller) {
        List<String> keys = new ArrayList<>();
        if (caller.employers().all()) {
            keys.add("*");
        } else if (caller.employers().named().isEmpty()) {
            return List.of();
        }
        caller.employers().named().forEach(managerId -> keys.add("*|" + managerId));
        keys.add(ofPerson(caller.userKey()));
        caller.teamIds().forEach(teamId -> keys.add("t|" + teamId));
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MAX_IN_A_QUERY) {
            parts.add(keys.subList(from, Math.min(keys.size(), from + MAX_IN_A_QUERY)));
        }
        return parts;
    }

    /** A person's keys, all of them. */
    public static Set<String> allOf(Caller caller) {
        return of(caller).stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** The key by which an event finds one person. */
    public static String ofPerson(String userKey) {
        return "u|" + userKey;
    }
}
