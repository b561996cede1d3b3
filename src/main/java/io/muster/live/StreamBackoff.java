package io.muster.live;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * How long to wait before the stream is opened again: 50 ms, doubled each time, 10 s at most, of which jitter takes up to
 * half, so that processes which lost their database together do not come back together.
 */
@Singleton
final class StreamBackoff {
    static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long FIRST_MS = 50;
    private static final int MOST_DOUBLINGS = 8;

    private final DoubleSupplier jitter;

    @Inject
    StreamBackoff() {
        this(() -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param jitter gives a number from 0 to 1 */
    StreamBackoff(DoubleSupplier jitter) {
        this.jitter = jitter;
    }

    /** @param failures how many there were before this one, from 0 */
    Duration after(int failures) {
        long longest = Math.min(FIRST_MS << Math.min(failures, MOST_DOUBLINGS), LONGEST.toMillis());
        return Duration.ofMillis((long) (longest * (1 - jitter.getAsDouble() / 2)));
    }
}
