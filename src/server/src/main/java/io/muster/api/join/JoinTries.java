package io.muster.api.join;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.muster.api.limit.Buckets;
import io.muster.api.limit.RateClock;

/** How often a person may try a code, whatever becomes of it; counted per process. */
@Singleton
class JoinTries {
    static final int A_MINUTE = 10;

    private static final int MAX_TRACKED = 100_000;

    private final Buckets<String> tries;

    JoinTries(RateClock clock) {
        this.tries = new Buckets<>(A_MINUTE, MAX_TRACKED, clock);
    }

    /** Takes one. @return zero if the person may try, else the time until the person may */
    Duration take(String userKey) {
        return tries.take(userKey);
    }
}
