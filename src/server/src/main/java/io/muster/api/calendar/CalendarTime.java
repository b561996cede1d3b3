package io.muster.api.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventTimes;
import io.muster.event.Role;
import io.muster.event.overlap.TimeSpan;

/**
 * When an entry of a calendar is.
 *
 * @param date where no times are known: all of that day
 * @param span else from when until when
 */
record CalendarTime(LocalDate date, ZoneId zone, Optional<TimeSpan> span) {
    private static final Duration WITHOUT_END = Duration.ofHours(4);

    /** What a place of the role takes up. */
    static CalendarTime of(Event event, Role role) {
        return of(event, EventTimes.beginningOf(event.fields(), role).map(begins -> TimeSpan.of(event.fields(), role)));
    }

    /** Of the event, for all roles. */
    static CalendarTime of(Event event) {
        boolean isTimed = event.field(EventField.START_TIME).isPresent()
                || event.roles().stream().anyMatch(role -> role.callTime() != null);
        return of(event, isTimed ? Optional.of(span(event)) : Optional.empty());
    }

    private static TimeSpan span(Event event) {
        Instant from = EventTimes.startsAt(event.fields(), event.roles());
        Instant until = event.endsAt();
        return event.field(EventField.END_TIME).isPresent() && until.isAfter(from)
                ? new TimeSpan(from, until)
                : new TimeSpan(from, from.plus(WITHOUT_END));
    }

    private static CalendarTime of(Event event, Optional<TimeSpan> span) {
        return new CalendarTime(
                (LocalDate) event.field(EventField.DATE).orElseThrow(),
                (ZoneId) event.field(EventField.TIMEZONE).orElseThrow(),
                span);
    }
}
