package io.muster.event.overlap;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.muster.event.EventField;
import io.muster.event.Role;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A place that a person holds in an event, as far as it matters to other events.
 *
 * @param start of the event, in its zone
 * @param end of the event, in its zone
 * @param span what the place takes up
 */
public record Engagement(
        ObjectId eventId,
        Optional<String> eventName,
        LocalDate date,
        Optional<LocalTime> start,
        Optional<LocalTime> end,
        TimeSpan span) {

    /** A place in a role of an event with these fields. */
    public static Engagement of(ObjectId eventId, Map<EventField, Object> fields, Role role) {
        return new Engagement(
                eventId,
                Optional.ofNullable((String) fields.get(EventField.EVENT_NAME)),
                (LocalDate) Objects.requireNonNull(fields.get(EventField.DATE), "date"),
                Optional.ofNullable((LocalTime) fields.get(EventField.START_TIME)),
                Optional.ofNullable((LocalTime) fields.get(EventField.END_TIME)),
                TimeSpan.of(fields, role));
    }

    /** What a client is told of it, by its names in JSON: {@code eventId}, and the event's fields as they are, null where there is none. */
    public Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("eventId", eventId.toHexString());
        facts.put(EventField.EVENT_NAME.wireName(), eventName.orElse(null));
        facts.put(EventField.DATE.wireName(), date.toString());
        facts.put(
                EventField.START_TIME.wireName(), start.map(LocalTime::toString).orElse(null));
        facts.put(EventField.END_TIME.wireName(), end.map(LocalTime::toString).orElse(null));
        return facts;
    }
}
