package io.muster.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventTimes;
import io.muster.people.QuietHours;

/** When people are not disturbed (docs/api.md#quiet-hours). */
public final class QuietTimes {
    private static final Duration CANNOT_WAIT = Duration.ofHours(24);

    private QuietTimes() {}

    /**
     * Until when something of an event is held back.
     *
     * @return empty where it is sent now: nobody is asleep, or it is about the next 24 hours
     */
    public static Optional<Instant> heldUntil(Event event, Optional<QuietHours> hours, Instant now) {
        return isOfTheNextDay(event, now)
                ? Optional.empty()
                : heldUntil((ZoneId) event.field(EventField.TIMEZONE).orElseThrow(), hours, now);
    }

    /** As {@link #heldUntil(Event, Optional, Instant)}, of what concerns no event. */
    public static Optional<Instant> heldUntil(ZoneId zone, Optional<QuietHours> hours, Instant now) {
        return hours.flatMap(quiet -> endOf(quiet, now.atZone(zone))).map(ZonedDateTime::toInstant);
    }

    /** Whether the event begins within 24 hours, or has begun. */
    public static boolean isOfTheNextDay(Event event, Instant now) {
        return !EventTimes.startsAt(event.fields(), event.roles()).isAfter(now.plus(CANNOT_WAIT));
    }

    private static Optional<ZonedDateTime> endOf(QuietHours quiet, ZonedDateTime now) {
        LocalTime time = now.toLocalTime();
        boolean overMidnight = !quiet.to().isAfter(quiet.from());
        boolean isIn = overMidnight
                ? !time.isBefore(quiet.from()) || time.isBefore(quiet.to())
                : !time.isBefore(quiet.from()) && time.isBefore(quiet.to());
        if (!isIn) {
            return Optional.empty();
        }
        boolean endsTomorrow = overMidnight && !time.isBefore(quiet.from());
        return Optional.of((endsTomorrow ? now.toLocalDate().plusDays(1) : now.toLocalDate())
                .atTime(quiet.to())
                .atZone(now.getZone()));
    }
}
