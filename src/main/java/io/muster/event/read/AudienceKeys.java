package io.muster.event.read;

import java.util.ArrayList;
import java.util.List;

import io.muster.identity.Caller;

/** What an event's stored {@code audience} must hold one of, if a person is among those it is for. */
final class AudienceKeys {
    /**
     * At most so many in one query: for an index to give the order as well, the server looks each of them up by itself, and
     * it does so for a limited number only (200).
     */
    private static final int MAX_IN_A_QUERY = 100;

    private AudienceKeys() {}

    /** In parts, each for a query of its own; none for one who works for nobody. */
    static List<List<String>> of(Caller caller) {
        List<String> keys = new ArrayList<>();
        if (caller.employers().all()) {
            keys.add("*");
        } else if (caller.employers().named().isEmpty()) {
            return List.of();
        }
        caller.employers().named().forEach(managerId -> keys.add("*|" + managerId));
        keys.add("u|" + caller.userKey());
        caller.teamIds().forEach(teamId -> keys.add("t|" + teamId));
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += MAX_IN_A_QUERY) {
            parts.add(keys.subList(from, Math.min(keys.size(), from + MAX_IN_A_QUERY)));
        }
        return parts;
    }
}
