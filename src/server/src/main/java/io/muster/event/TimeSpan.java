package io.muster.event;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that a place takes up.
 *
 * @param from the first moment
 * @param until the first moment after it, later than {@code from}
 */
public record TimeSpan(Instant from, Instant until) {

    /** Whether one begins before the other has ended and the rest is over. Those that only touch do not. */
    public boolean comesNear(TimeSpan other, Duration rest) {
        return from.isBefore(other.until.plus(rest)) && other.from.isBefore(until.plus(rest));
    }
}
