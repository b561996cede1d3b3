package io.muster.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.bson.Document;

/** The making of an event, as its journal begins with it. */
public final class FirstEntry {
    private FirstEntry() {}

    /**
     * The first line.
     *
     * @param event as it is stored, at version 1
     * @param place its place among those made together, from 1
     * @param of how many were made together
     */
    public static JournalEntry of(Event event, String actor, String requestKey, String fingerprint, int place, int of) {
        return new JournalEntry(
                event.id(),
                event.version(),
                event.createdAt(),
                JournalEntry.Kind.CREATED,
                event.managerId(),
                Optional.empty(),
                Optional.empty(),
                actor,
                requestKey,
                fingerprint,
                set(event),
                List.of(),
                Optional.empty(),
                new JournalEntry.After(event.status(), 0, 0, event.roleStats()),
                place,
                of);
    }

    /** The event made at this time, by the database's clock. */
    public static Event madeAt(Event event, Instant now) {
        return new Event(
                event.id(),
                event.managerId(),
                event.status(),
                event.fields(),
                event.roles(),
                event.accepted(),
                event.declined(),
                event.audience(),
                event.barred(),
                1,
                1,
                now,
                now,
                false);
    }

    private static Document set(Event event) {
        Document set = new Document(EventDocuments.STATUS, event.status().wireName());
        event.fields().forEach((field, value) -> set.append(field.wireName(), FieldValues.stored(field.kind(), value)));
        return set.append(
                        EventDocuments.ROLES,
                        event.roles().stream().map(EventDocuments::role).toList())
                .append(
                        EventDocuments.AUDIENCE_USER_KEYS,
                        List.copyOf(event.audience().userKeys()))
                .append(
                        EventDocuments.AUDIENCE_TEAM_IDS,
                        List.copyOf(event.audience().teamIds()))
                .append(EventDocuments.BARRED, List.copyOf(event.barred()));
    }
}
