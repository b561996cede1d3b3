package io.muster.event;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;

/** When an event is, as instants (the contract's section 2, "Times"). */
final class EventTimes {
    private EventTimes() {}

    /**
     * The end: at {@code end_time}, the next day if that is not after {@code start_time}; without one at the end of
     * {@code date}. In the event's zone: a time that a change of the clocks skips is moved on by the gap, one that comes
     * twice is the first.
     */
    static Instant endsAt(Map<EventField, Object> fields) {
        LocalDate date = (LocalDate) Objects.requireNonNull(fields.get(EventField.DATE), "date");
        ZoneId zone = (ZoneId) Objects.requireNonNull(fields.get(EventField.TIMEZONE), "timezone");
        LocalTime end = (LocalTime) fields.get(EventField.END_TIME);
        if (end == null) {
            return date.plusDays(1).atStartOfDay(zone).toInstant();
        }
        LocalTime start = (LocalTime) fields.get(EventField.START_TIME);
        boolean nextDay = start != null && !end.isAfter(start);
        return (nextDay ? date.plusDays(1) : date).atTime(end).atZone(zone).toInstant();
    }
}
