package io.muster.api.calendar;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry of a calendar.
 *
 * @param uid the same for the same thing, for ever
 * @param sequence grows with each change of a manager
 * @param changedAt when anything of it changed last
 * @param summary one line
 * @param location one line; empty without one
 * @param description lines; empty without any
 * @param address of the page that shows it
 */
record CalendarItem(
        String uid,
        long sequence,
        Instant changedAt,
        State state,
        CalendarTime time,
        String summary,
        String location,
        Optional<Point> point,
        String description,
        Optional<String> address) {

    enum State {
        CONFIRMED,
        /** The time is not taken up. */
        TENTATIVE,
        CANCELLED
    }

    /** Where it is, in degrees. */
    record Point(double latitude, double longitude) {}

    CalendarItem {
        summary = PlainText.line(summary);
        location = PlainText.line(location);
        description = PlainText.of(description).strip();
    }
}
