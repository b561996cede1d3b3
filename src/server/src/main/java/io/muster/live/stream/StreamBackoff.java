package io.muster.live.stream;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The wait before the stream is opened again: 50 ms, doubled each time, at most 10 s, of which jitter takes up to half,
 * so that processes that lost their database together do not reconnect together.
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

    /** @param failures the number of failures before this one, from 0 */
    Duration after(int failures) {
        long longest = Math.min(FIRST_MS << Math.min(failures, MOST_DOUBLINGS), LONGEST.toMillis());
        return Duration.ofMillis((long) (longest * (1 - jitter.getAsDouble() / 2)));
    }
}
