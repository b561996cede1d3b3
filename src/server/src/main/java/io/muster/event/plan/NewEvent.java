package io.muster.event.plan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Role;
import io.muster.event.Roster;
import io.muster.event.journal.Change;
import io.muster.event.journal.JournalEntry;
import org.bson.types.ObjectId;

/** The creation of an event: version 1, without people, and its first journal entry. */
public final class NewEvent {
    private NewEvent() {}

    /** A new event with the manager's fields. Its times are set by {@link #madeAt}. */
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
                Roster.EMPTY,
                audience,
                barred,
                1,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                false);
    }

    /**
     * The first journal entry of an event.
     *
     * @param event as it is stored, at version 1
     * @param place its position among the events created together, from 1
     * @param of the number of events created together
     */
    public static JournalEntry firstEntry(
            Event event, String actor, String requestKey, String fingerprint, int place, int of) {
        return new JournalEntry(
                event.id(),
                event.version(),
                event.createdAt(),
                event.managerId(),
                Change.Created.of(event.status(), event.fields(), event.roles(), event.audience(), event.barred()),
                actor,
                requestKey,
                fingerprint,
                true,
                Optional.empty(),
                new JournalEntry.After(event.status(), event.people().counts(), event.roleStats(), event.unconfirmed()),
                place,
                of);
    }

    /** The event created at this time, by the database's clock. */
    public static Event madeAt(Event event, Instant now) {
        return new Event(
                event.id(),
                event.managerId(),
                event.status(),
                event.fields(),
                event.roles(),
                event.people(),
                event.audience(),
                event.barred(),
                1,
                1,
                now,
                now,
                false);
    }
}
