package io.muster.event;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The order of lists as one string: {@code <date>/<start_time or nothing>/<id>}. It is stored with an event, indexed, and
 * is what a cursor holds.
 */
public final class Ord {
    public static final String FIELD = "ord";

    /** Comes after every string that begins with a day and a slash, and before those of the next day. */
    private static final String AFTER_THE_DAY = "0";

    private Ord() {}

    public static String of(Event event) {
        Object date = event.field(EventField.DATE).orElseThrow();
        Optional<Object> start = event.field(EventField.START_TIME);
        return date + "/" + start.map(Object::toString).orElse("") + "/"
                + event.id().toHexString();
    }

    /** Nothing on an earlier day is at or above it. */
    public static String startOf(LocalDate day) {
        return day.toString();
    }

    /** Everything on the day is below it, and nothing of a later one. */
    public static String endOf(LocalDate day) {
        return day + AFTER_THE_DAY;
    }
}
