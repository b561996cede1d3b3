package io.muster.api.view;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Plan;
import io.muster.identity.Profile;

/** What a manager's change would do: {@code {"event","effects"}} (docs/api.md#dry-run). */
public final class PreviewView {
    private PreviewView() {}

    /**
     * The preview.
     *
     * @param event the event after the plan, as its manager sees it; null if it is deleted then
     * @param profiles of the people whom the plan's lines are about, by userKey
     */
    public static ObjectNode of(JsonNode event, Plan plan, Map<String, Profile> profiles) {
        ObjectNode json = Json.object();
        json.set("event", event);
        ArrayNode effects = json.putArray("effects");
        for (JournalEntry line : plan.entries()) {
            Optional<String> userKey = line.userKey();
            ObjectNode effect = effects.addObject();
            effect.put("kind", line.kind().wireName());
            effect.set("userKey", Json.text(userKey));
            effect.set(
                    "name",
                    Json.text(userKey.flatMap(
                            key -> profiles.getOrDefault(key, Profile.UNKNOWN).name())));
            effect.set("role", Json.text(role(line, plan)));
        }
        return json;
    }

    /** The role afterwards, or of who leaves the one before. */
    private static Optional<String> role(JournalEntry line, Plan plan) {
        return line.entry()
                .or(() -> line.userKey().flatMap(plan.before()::currentEntry))
                .flatMap(StaffEntry::role);
    }
}
