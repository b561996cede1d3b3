package io.muster.respond;

import java.time.Duration;

/** A moment by which something has to be over. */
record Deadline(Timing timing, long atNanos) {

    /** What is left; zero once it has passed. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(0, atNanos - timing.nanos()));
    }

    boolean hasPassed() {
        return timing.nanos() - atNanos >= 0;
    }
}
