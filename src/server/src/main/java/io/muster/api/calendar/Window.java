package io.muster.api.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.SortKey;

/**
 * Which events a calendar has.
 *
 * @param from the first day
 * @param goneSince from when on what was taken away is still said
 */
record Window(LocalDate from, Instant goneSince) {
    private static final int DAYS_BACK = 90;
    private static final int DAYS_GONE = 30;

    static Window at(Instant now) {
        Instant today = now.truncatedTo(ChronoUnit.DAYS);
        return new Window(
                LocalDate.ofInstant(today, ZoneOffset.UTC).minusDays(DAYS_BACK),
                today.minus(DAYS_GONE, ChronoUnit.DAYS));
    }

    /** A lower bound of the sort keys of its events. */
    String fromKey() {
        return SortKey.startOf(from);
    }

    /** Whether an event that is not deleted is in it: a cancelled one no longer than what was taken away. */
    boolean has(Event event) {
        return event.status() != EventStatus.CANCELLED || isRecent(event.updatedAt());
    }

    boolean isRecent(Instant gone) {
        return !gone.isBefore(goneSince);
    }
}
