package io.muster.people;

import java.time.LocalTime;

/** When nobody is disturbed by what can wait, in the event's zone; over midnight where {@code to} is not after {@code from}. */
public record QuietHours(LocalTime from, LocalTime to) {
    /** Unless a firm says otherwise. */
    public static final QuietHours USUAL = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0));
}
