package io.muster.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bson.Document;
import org.bson.types.ObjectId;

/** The making of an event: at version 1, with nobody in it, and with the line that its journal begins with. */
public final class NewEvent {
    private NewEvent() {}

    /** An event as its manager described it; its times are the database's to say, see {@link #madeAt}. */
    public static Event of(
            ObjectId id,
            String managerId,
            EventStatus status,
            Map<EventField, Object> fields,
            List<Role> roles,
            Audience audience,
            List<String> barred) {
        return new Event(
                id,
                managerId,
                status,
                fields,
                roles,
                List.of(),
                List.of(),
                audience,
                barred,
                1,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                false);
    }

    /**
     * The journal's first line.
     *
     * @param event as it is stored, at version 1
     * @param place its place among those made together, from 1
     * @param of how many were made together
     */
    public static JournalEntry firstEntry(
            Event event, String actor, String requestKey, String fingerprint, int place, int of) {
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
