package io.muster.event;

import java.util.Date;
import java.util.List;
import java.util.Optional;

import org.bson.Document;

import static io.muster.event.Documents.list;
import static io.muster.event.Documents.number;
import static io.muster.event.Documents.strings;

/** A line of the journal as the collection {@code journal} holds it. */
public final class JournalDocuments {
    private JournalDocuments() {}

    public static Document of(JournalEntry line) {
        Document document = new Document("_id", new Document("e", line.eventId()).append("v", line.version()))
                .append("eventId", line.eventId())
                .append("at", Date.from(line.at()))
                .append("kind", line.kind().wireName())
                .append("managerId", line.managerId());
        line.userKey().ifPresent(userKey -> document.append("userKey", userKey));
        line.entry().ifPresent(entry -> document.append("entry", entry(entry)));
        document.append("actor", line.actor())
                .append("requestKey", line.requestKey())
                .append("fingerprint", line.fingerprint());
        if (!line.set().isEmpty()) {
            document.append("set", line.set());
        }
        if (!line.unset().isEmpty()) {
            document.append("unset", line.unset());
        }
        line.audienceBefore().ifPresent(before -> document.append("audienceBefore", audience(before)));
        return document.append("status", line.after().status().wireName())
                .append("accepted", line.after().accepted())
                .append("declined", line.after().declined())
                .append(
                        "roles",
                        line.after().roles().stream()
                                .map(JournalDocuments::stats)
                                .toList())
                .append("n", line.place())
                .append("of", line.of());
    }

    public static JournalEntry entry(Document document) {
        Document id = document.get("_id", Document.class);
        Optional<String> userKey = Optional.ofNullable(document.getString("userKey"));
        return new JournalEntry(
                id.getObjectId("e"),
                number(id, "v"),
                Documents.instant(document, "at"),
                JournalEntry.Kind.ofWireName(document.getString("kind")),
                document.getString("managerId"),
                userKey,
                Optional.ofNullable(document.get("entry", Document.class))
                        .map(entry -> entry(entry, userKey.orElseThrow())),
                document.getString("actor"),
                document.getString("requestKey"),
                document.getString("fingerprint"),
                document.get("set", new Document()),
                strings(document, "unset"),
                Optional.ofNullable(document.get("audienceBefore", Document.class))
                        .map(before -> new Audience(strings(before, "userKeys"), strings(before, "teamIds"))),
                new JournalEntry.After(
                        EventStatus.ofWireName(document.getString("status")).orElseThrow(),
                        (int) number(document, "accepted"),
                        (int) number(document, "declined"),
                        list(document, "roles").stream()
                                .map(EventDocuments::stats)
                                .toList()),
                (int) number(document, "n"),
                (int) number(document, "of"));
    }

    private static Document entry(StaffEntry entry) {
        Document document = EventDocuments.entry(entry);
        document.remove("userKey");
        return document.append("response", entry.response().wireName());
    }

    private static StaffEntry entry(Document entry, String userKey) {
        return EventDocuments.entry(
                entry, userKey, Response.ofWireName(entry.getString("response")).orElseThrow());
    }

    private static Document audience(Audience audience) {
        return new Document("userKeys", List.copyOf(audience.userKeys()))
                .append("teamIds", List.copyOf(audience.teamIds()));
    }

    private static Document stats(RoleStats stats) {
        return new Document("key", stats.key())
                .append("role", stats.role())
                .append("capacity", stats.capacity())
                .append("taken", stats.taken());
    }
}
