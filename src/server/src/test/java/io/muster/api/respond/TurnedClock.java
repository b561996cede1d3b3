package io.muster.api.respond;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import io.muster.api.limit.RateClock;
import io.quarkus.test.Mock;

/** The clock of the rate limits, which stands still until a test turns it. */
@Mock
@Singleton
public class TurnedClock extends RateClock {
    /** Even: the cache of buckets knows times of writing to two nanoseconds. */
    private final AtomicLong nanos = new AtomicLong(2);

    @Override
    public long currentTimeNanos() {
        return nanos.get();
    }

    public void turn(Duration ahead) {
        nanos.addAndGet(ahead.toNanos());
    }
}
