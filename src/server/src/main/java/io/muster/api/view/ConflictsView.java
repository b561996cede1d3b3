package io.muster.api.view;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.overlap.Engagement;
import io.muster.event.plan.Decision;
import io.muster.identity.Profile;

/** Other places of people that are too near to one they have: {@code conflicts} in an answer, absent where there are none. */
public final class ConflictsView {
    private static final String CONFLICTS = "conflicts";

    private ConflictsView() {}

    /** Adds those of the person whom a decision is about. */
    public static ObjectNode addTo(ObjectNode json, Decision.Recorded recorded) {
        if (!recorded.conflicts().isEmpty()) {
            ArrayNode list = json.putArray(CONFLICTS);
            recorded.conflicts().forEach(conflict -> write(list.addObject(), conflict));
        }
        return json;
    }

    /**
     * Adds those of several people, with whose they are.
     *
     * @param conflicts by userKey
     * @param profiles what is known of these people, by userKey
     */
    public static ObjectNode addTo(
            ObjectNode json, Map<String, List<Engagement>> conflicts, Map<String, Profile> profiles) {
        ArrayNode list = json.putArray(CONFLICTS);
        new TreeMap<>(conflicts)
                .forEach((userKey, places) -> places.forEach(conflict -> {
                    ObjectNode each = list.addObject().put("userKey", userKey);
                    each.set(
                            "name",
                            Json.text(profiles.getOrDefault(userKey, Profile.UNKNOWN)
                                    .name()));
                    write(each, conflict);
                }));
        return json;
    }

    /**
     * Adds those of each who is in to the person's entry.
     *
     * @param event as its manager sees it, with its lists
     * @param conflicts by userKey
     */
    public static void addToEntries(ObjectNode event, Map<String, List<Engagement>> conflicts) {
        for (JsonNode entry : event.path("accepted_staff")) {
            List<Engagement> places =
                    conflicts.getOrDefault(entry.path("userKey").textValue(), List.of());
            if (!places.isEmpty()) {
                ArrayNode list = ((ObjectNode) entry).putArray(CONFLICTS);
                places.forEach(conflict -> write(list.addObject(), conflict));
            }
        }
    }

    private static void write(ObjectNode json, Engagement conflict) {
        conflict.facts().forEach((name, value) -> json.set(name, Json.value(value)));
    }
}
