package io.muster.respond.transaction;

import java.time.Duration;

/** A time limit. */
public record Deadline(Timing timing, long atNanos) {

    /** The remaining time; zero once it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, atNanos - timing.nanos()));
    }

    public boolean hasPassed() {
        return timing.nanos() - atNanos >= 0;
    }
}
