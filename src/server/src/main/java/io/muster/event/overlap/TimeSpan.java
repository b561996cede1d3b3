package io.muster.event.overlap;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;

import io.muster.event.EventField;
import io.muster.event.EventTimes;
import io.muster.event.Role;

/**
 * The time that a place takes up.
 *
 * @param from the first moment
 * @param until the first moment after it, later than {@code from}
 */
public record TimeSpan(Instant from, Instant until) {
    /** How long a place takes of which nobody said when it ends. */
    private static final Duration WITHOUT_END = Duration.ofHours(4);

    /**
     * What a place of a role takes up, as {@link EventTimes#lengthOf}. Without a beginning it begins with the event's date; without an end
     * it takes 4 hours.
     */
    public static TimeSpan of(Map<EventField, Object> fields, Role role) {
        LocalDate date = (LocalDate) Objects.requireNonNull(fields.get(EventField.DATE), "date");
        ZoneId zone = (ZoneId) Objects.requireNonNull(fields.get(EventField.TIMEZONE), "timezone");
        LocalDateTime from = EventTimes.beginningOf(fields, role).orElseGet(date::atStartOfDay);
        LocalDateTime until = EventTimes.endOf(fields, role, from).orElseGet(() -> from.plus(WITHOUT_END));
        return new TimeSpan(from.atZone(zone).toInstant(), until.atZone(zone).toInstant());
    }

    /** Whether one begins before the other has ended and the rest is over. Those that only touch do not. */
    public boolean comesNear(TimeSpan other, Duration rest) {
        return from.isBefore(other.until.plus(rest)) && other.from.isBefore(until.plus(rest));
    }
}
