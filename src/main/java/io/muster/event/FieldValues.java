package io.muster.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Date;

/** A descriptive field's value as the database holds it, by its {@link EventField.Kind}. */
final class FieldValues {
    private FieldValues() {}

    /** @param value of the kind's Java type */
    static Object stored(EventField.Kind kind, Object value) {
        return switch (kind) {
            case NAME, ADDRESS, NOTES, URL, COUNT, LATITUDE, LONGITUDE -> value;
            case DATE, TIME -> value.toString();
            case ZONE -> ((ZoneId) value).getId();
            case INSTANT -> Date.from((Instant) value);
        };
    }

    /** @param stored as {@link #stored} made it */
    static Object read(EventField.Kind kind, Object stored) {
        return switch (kind) {
            case NAME, ADDRESS, NOTES, URL -> stored;
            case COUNT -> ((Number) stored).intValue();
            case LATITUDE, LONGITUDE -> ((Number) stored).doubleValue();
            case DATE -> LocalDate.parse((String) stored);
            case TIME -> LocalTime.parse((String) stored);
            case ZONE -> ZoneId.of((String) stored);
            case INSTANT -> ((Date) stored).toInstant();
        };
    }
}
