package io.muster.api.calendar;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.muster.api.limit.Buckets;
import io.muster.api.limit.RateClock;
import io.muster.api.limit.RateLimitConfig;

/** How often one calendar may be asked for; counted per process. */
@Singleton
class CalendarTries {
    private final Buckets<String> asked;

    CalendarTries(RateLimitConfig config, RateClock clock) {
        this.asked = new Buckets<>(config.perCalendarMinute(), config.maxTracked(), clock);
    }

    /** Takes one. @return zero if it may be asked for, else the time until it may */
    Duration take(String hash) {
        return asked.take(hash);
    }
}
