package io.muster.event.read;

import java.util.Optional;

import io.muster.event.Audience;
import io.muster.event.EventStatus;
import io.muster.event.JournalEntry;
import io.muster.event.Response;
import io.muster.event.RoleStats;
import org.bson.Document;

/** Reads a line of the journal as the database holds it. */
final class JournalDocuments {
    private JournalDocuments() {}

    static JournalEntry entry(Document line) {
        Document id = line.get("_id", Document.class);
        return new JournalEntry(
                id.getObjectId("e"),
                EventDocuments.number(id, "v"),
                EventDocuments.instant(line, "at"),
                kind(line.getString("kind")),
                line.getString("managerId"),
                Optional.ofNullable(line.getString("userKey")),
                Optional.ofNullable(line.get("entry", Document.class))
                        .map(entry -> EventDocuments.entry(
                                line.getString("userKey") == null ? entry : withUser(entry, line),
                                Response.ofWireName(entry.getString("response")).orElseThrow())),
                line.getString("actor"),
                line.getString("requestKey"),
                line.getString("fingerprint"),
                line.get("set", new Document()),
                EventDocuments.strings(line, "unset"),
                Optional.ofNullable(line.get("audienceBefore", Document.class))
                        .map(before -> new Audience(
                                EventDocuments.strings(before, "userKeys"), EventDocuments.strings(before, "teamIds"))),
                after(line),
                (int) EventDocuments.number(line, "n"),
                (int) EventDocuments.number(line, "of"));
    }

    private static Document withUser(Document entry, Document line) {
        return new Document(entry).append("userKey", line.getString("userKey"));
    }

    private static JournalEntry.After after(Document line) {
        return new JournalEntry.After(
                EventStatus.ofWireName(line.getString("status")).orElseThrow(),
                (int) EventDocuments.number(line, "accepted"),
                (int) EventDocuments.number(line, "declined"),
                EventDocuments.list(line, "roles").stream()
                        .map(role -> new RoleStats(
                                role.getString("role"),
                                role.getString("key"),
                                (int) EventDocuments.number(role, "capacity"),
                                (int) EventDocuments.number(role, "taken")))
                        .toList());
    }

    private static JournalEntry.Kind kind(String wireName) {
        for (JournalEntry.Kind kind : JournalEntry.Kind.values()) {
            if (kind.wireName().equals(wireName)) {
                return kind;
            }
        }
        throw new IllegalStateException("the journal holds a kind this version does not know");
    }
}
