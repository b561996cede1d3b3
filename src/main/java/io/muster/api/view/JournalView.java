package io.muster.api.view;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.EventField;
import io.muster.event.JournalEntry;
import io.muster.event.StaffEntry;

/** The journal of an event as its manager sees it. */
public final class JournalView {
    /** What a manager sets besides the descriptive fields; whatever else is stored follows from these. */
    private static final Set<String> SET_BESIDES =
            Set.of("roles", "status", "audience_user_keys", "audience_team_ids", "barred_user_keys");

    private JournalView() {}

    /** {@code {"entries":[…]}}, in the order given. */
    public static ObjectNode of(List<JournalEntry> entries) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("entries");
        entries.forEach(entry -> list.add(of(entry)));
        return json;
    }

    private static ObjectNode of(JournalEntry entry) {
        ObjectNode json = Json.object();
        json.put("version", entry.version());
        json.put("at", Json.instant(entry.at()));
        json.put("kind", entry.kind().wireName());
        json.set("userKey", Json.text(entry.userKey()));
        json.set("response", Json.text(entry.entry().map(it -> it.response().wireName())));
        json.set("role", Json.text(entry.entry().flatMap(StaffEntry::role)));
        json.put("actor", entry.actor());
        json.set("changed", Json.strings(changed(entry)));
        return json;
    }

    /** The names of what a change set or cleared, in alphabetical order, as clients know them. */
    public static Set<String> changed(JournalEntry entry) {
        Set<String> changed = new TreeSet<>(entry.set().keySet());
        changed.addAll(entry.unset());
        changed.removeIf(name ->
                !SET_BESIDES.contains(name) && EventField.ofWireName(name).isEmpty());
        return changed;
    }
}
