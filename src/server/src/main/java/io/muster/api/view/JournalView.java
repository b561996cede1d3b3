package io.muster.api.view;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.event.Refusal;
import io.muster.event.StaffEntry;
import io.muster.event.journal.ChangedNames;
import io.muster.event.journal.JournalEntry;

/** The journal of an event as its manager sees it, written line by line: of what a line set it keeps the names alone. */
public final class JournalView {
    /** A firm's rule about places at the same time, as clients know it. */
    private static final String REFUSE = "refuse";

    private final boolean readOnly;
    private final ObjectNode json = Json.object();
    private final ArrayNode entries = json.putArray("entries");

    /** @param readOnly without the reasons that were given by people or of them */
    public JournalView(boolean readOnly) {
        this.readOnly = readOnly;
    }

    /** Goes on by one line. */
    public void add(JournalEntry entry) {
        entries.add(of(entry));
    }

    /** {@code {"entries":[…]}}, in the order they were added. */
    public ObjectNode json() {
        return json;
    }

    private ObjectNode of(JournalEntry entry) {
        ObjectNode json = Json.object();
        json.put("version", entry.version());
        json.put("at", Json.instant(entry.at()));
        json.put("kind", entry.kind().wireName());
        json.set("userKey", Json.text(entry.userKey()));
        json.set("from", Json.text(entry.change().from()));
        json.set("response", Json.text(entry.entry().map(it -> it.response().wireName())));
        json.set("role", Json.text(entry.entry().flatMap(StaffEntry::role)));
        json.set("since", since(entry));
        json.set("cause", entry.cause().<JsonNode>map(LongNode::valueOf).orElseGet(NullNode::getInstance));
        json.set("reason", Json.text(entry.reason().filter(reason -> !readOnly || isForAll(entry))));
        json.set("override", override(entry));
        json.set("overlap", Json.text(Optional.of(REFUSE).filter(it -> entry.refusesOverlap())));
        json.put("actor", entry.actor());
        json.set("changed", Json.strings(ChangedNames.of(entry)));
        json.set("renamed", renamed(entry).<JsonNode>map(it -> it).orElseGet(NullNode::getInstance));
        json.put("unconfirmed", entry.after().unconfirmed());
        return json;
    }

    private static JsonNode override(JournalEntry entry) {
        Set<Refusal.Reason> override = entry.change().override();
        return override.isEmpty()
                ? NullNode.getInstance()
                : Json.strings(override.stream().map(Enum::name).sorted().toList());
    }

    /** Everybody who sees an event is shown why it is cancelled. */
    private static boolean isForAll(JournalEntry entry) {
        return entry.kind() == JournalEntry.Kind.CANCELLED;
    }

    private static JsonNode since(JournalEntry entry) {
        return entry.entry()
                .filter(it -> it.response().keepsSight())
                .<JsonNode>map(it -> LongNode.valueOf(it.since()))
                .orElseGet(NullNode::getInstance);
    }

    /** Of roles that a change renamed, by the name before it the one after it. */
    public static Optional<ObjectNode> renamed(JournalEntry entry) {
        Map<String, String> renamed = entry.change().patch().renamed();
        if (renamed.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode json = Json.object();
        renamed.forEach(json::put);
        return Optional.of(json);
    }
}
