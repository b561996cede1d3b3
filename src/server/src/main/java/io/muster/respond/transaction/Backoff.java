package io.muster.respond.transaction;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The wait before a transaction is retried: {@code jitter x min(5 ms x 1.5^n, 500 ms)}, as in the drivers'
 * specification of convenient transactions.
 *
 * @param jitter gives a number from 0 to 1
 */
public record Backoff(DoubleSupplier jitter) {
    private static final double FIRST_MS = 5;
    private static final double GROWTH = 1.5;
    private static final double LONGEST_MS = 500;
    private static final double NANOS_PER_MS = 1_000_000;

    /**
     * The wait after a failure.
     *
     * @param failures the number of failures before it, from 0
     */
    public Duration after(int failures) {
        double longest = Math.min(FIRST_MS * Math.pow(GROWTH, failures), LONGEST_MS);
        return Duration.ofNanos((long) (jitter.getAsDouble() * longest * NANOS_PER_MS));
    }
}
