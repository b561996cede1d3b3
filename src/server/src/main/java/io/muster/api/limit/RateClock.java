package io.muster.api.limit;

import jakarta.inject.Singleton;

import io.github.bucket4j.TimeMeter;

/** The clock of the rate limits; a bean so that tests can replace it. */
@Singleton
public class RateClock implements TimeMeter {
    @Override
    public long currentTimeNanos() {
        return System.nanoTime();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
