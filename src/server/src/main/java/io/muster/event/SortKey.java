package io.muster.event;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The sort key of lists: {@code <date>/<start_time or nothing>/<id>}. It is stored with an event, indexed, and
 * contained in cursors.
 */
public final class SortKey {
    public static final String FIELD = "ord";

    /** Sorts after every string that begins with a day and a slash, and before those of the next day. */
    private static final String AFTER_THE_DAY = "0";

    private SortKey() {}

    public static String of(Event event) {
        Object date = event.field(EventField.DATE).orElseThrow();
        Optional<Object> start = event.field(EventField.START_TIME);
        return date + "/" + start.map(Object::toString).orElse("") + "/"
                + event.id().toHexString();
    }

    /** A lower bound: every key of the day or of a later one is above it. */
    public static String startOf(LocalDate day) {
        return day.toString();
    }

    /** An upper bound: every key of the day is below it, none of a later day. */
    public static String endOf(LocalDate day) {
        return day + AFTER_THE_DAY;
    }
}
