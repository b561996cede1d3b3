package io.muster.event.plan;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import org.bson.types.ObjectId;

/**
 * A copy of an event on another day, without people: every instant is moved by as many days as the date, and keeps its
 * wall-clock time in the event's zone (docs/api.md#copies).
 */
public final class EventCopy {
    private static final int LAST_YEAR = 9_999;

    private EventCopy() {}

    /**
     * The copy, not stored yet.
     *
     * @param status draft or published
     * @throws DateTimeException if an instant would lie outside of the years 0 to 9999
     */
    public static Event of(Event source, ObjectId id, LocalDate date, EventStatus status) {
        LocalDate from = (LocalDate) Objects.requireNonNull(source.fields().get(EventField.DATE), "date");
        ZoneId zone = (ZoneId) Objects.requireNonNull(source.fields().get(EventField.TIMEZONE), "timezone");
        long days = ChronoUnit.DAYS.between(from, date);
        Map<EventField, Object> fields = new EnumMap<>(EventField.class);
        source.fields().forEach((field, value) -> {
            if (!field.isKept()) {
                fields.put(field, field.kind() == EventField.Kind.INSTANT ? moved((Instant) value, days, zone) : value);
            }
        });
        fields.put(EventField.DATE, date);
        return NewEvent.of(
                id,
                source.managerId(),
                status,
                fields,
                source.roles(),
                moved(source.audience(), days, zone),
                source.barred());
    }

    private static Audience moved(Audience audience, long days, ZoneId zone) {
        List<Audience.Wave> waves = audience.waves().stream()
                .map(wave -> new Audience.Wave(moved(wave.opensAt(), days, zone), wave.teamIds()))
                .toList();
        return new Audience(audience.userKeys(), audience.teamIds(), waves);
    }

    /** A time that a clock change skips is moved forward by the gap. */
    private static Instant moved(Instant instant, long days, ZoneId zone) {
        ZonedDateTime moved = instant.atZone(zone).plusDays(days);
        if (moved.getYear() < 0 || moved.getYear() > LAST_YEAR) {
            throw new DateTimeException("year " + moved.getYear());
        }
        return moved.toInstant();
    }
}
