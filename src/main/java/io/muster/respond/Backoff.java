package io.muster.respond;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before a transaction is tried again: {@code jitter x min(5 ms x 1.5^n, 500 ms)}, as the drivers'
 * specification of convenient transactions has it.
 *
 * @param jitter gives a number from 0 to 1
 */
record Backoff(DoubleSupplier jitter) {
    private static final double FIRST_MS = 5;
    private static final double GROWTH = 1.5;
    private static final double LONGEST_MS = 500;
    private static final double NANOS_PER_MS = 1_000_000;

    /**
     * The wait after a failure.
     *
     * @param failures how many there were before it, from 0
     */
    Duration after(int failures) {
        double longest = Math.min(FIRST_MS * Math.pow(GROWTH, failures), LONGEST_MS);
        return Duration.ofNanos((long) (jitter.getAsDouble() * longest * NANOS_PER_MS));
    }
}
