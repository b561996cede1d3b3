package io.muster.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Date;

import io.muster.event.EventField;
import io.muster.event.Zones;

/** The value of a descriptive field as stored in the database, by its {@link EventField.Kind}. */
public final class FieldValues {
    private FieldValues() {}

    /** @param value of the kind's Java type */
    public static Object stored(EventField.Kind kind, Object value) {
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
            case NAME, ADDRESS, NOTES, URL -> (String) stored;
            case COUNT -> ((Number) stored).intValue();
            case LATITUDE, LONGITUDE -> ((Number) stored).doubleValue();
            case DATE -> LocalDate.parse((String) stored);
            case TIME -> LocalTime.parse((String) stored);
            case ZONE -> Zones.of((String) stored);
            case INSTANT -> ((Date) stored).toInstant();
        };
    }
}
