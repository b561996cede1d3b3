package io.muster.event;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.muster.identity.Caller;

/**
 * The keys by which lists find an event: its stored {@code audience} contains at least one key of every person who is
 * in its audience. Keys of events for everyone name the manager; the others name people and teams.
 */
public final class AudienceKeys {
    public static final String FIELD = "audience";

    /**
     * The most keys in one query. The server reads the index once per key to return them in order, and does so for at
     * most 200 keys.
     */
    private static final int MAX_IN_A_QUERY = 100;

    private AudienceKeys() {}

    /** The keys stored with an event; none for a draft or a tombstone. */
    public static List<String> of(Event event) {
        if (event.deleted() || event.status() == EventStatus.DRAFT) {
            return List.of();
        }
        Audience audience = event.audience();
        if (audience.isEveryone()) {
            return List.of("*", ofFirm(event.managerId()));
        }
        Set<String> keys = new LinkedHashSet<>();
        audience.userKeys().forEach(userKey -> keys.add(ofPerson(userKey)));
        audience.allTeamIds().forEach(teamId -> keys.add(ofTeam(teamId)));
        return List.copyOf(keys);
    }

    /** A person's keys in parts, one query each; none for a person who works for no manager. */
    public static List<List<String>> of(Caller caller) {
        List<String> keys = new ArrayList<>();
        if (caller.employers().all()) {
            keys.add("*");
        } else if (caller.employers().named().isEmpty()) {
            return List.of();
        }
        caller.employers().named().forEach(managerId -> keys.add(ofFirm(managerId)));
        keys.add(ofPerson(caller.userKey()));
        caller.teamIds().forEach(teamId -> keys.add(ofTeam(teamId)));
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MAX_IN_A_QUERY) {
            parts.add(keys.subList(from, Math.min(keys.size(), from + MAX_IN_A_QUERY)));
        }
        return parts;
    }

    /** All keys of a person. */
    public static Set<String> allOf(Caller caller) {
        return of(caller).stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** The key of everyone who works for a manager. */
    public static String ofFirm(String managerId) {
        return "*|" + managerId;
    }

    /** The key of one person. */
    public static String ofPerson(String userKey) {
        return "u|" + userKey;
    }

    /** The key of one team. */
    public static String ofTeam(String teamId) {
        return "t|" + teamId;
    }
}
