package io.muster.live.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import io.muster.store.DatabaseClock;

/**
 * An estimate of the database's time, for metrics only. The database is asked once a minute while the time is needed.
 */
@Singleton
public class DatabaseTime {
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final DatabaseClock clock;
    private final AtomicLong askedNanos = new AtomicLong(System.nanoTime() - KEPT.toNanos());
    private volatile Duration ahead = Duration.ZERO;

    DatabaseTime(DatabaseClock clock) {
        this.clock = clock;
    }

    /** The age of something at the database; never negative. */
    public Duration since(Instant at) {
        refresh();
        Duration since = Duration.between(at, Instant.now()).plus(ahead);
        return since.isNegative() ? Duration.ZERO : since;
    }

    /** Asks for the time if the last answer is old; calls meanwhile use the last answer. */
    public void refresh() {
        long now = System.nanoTime();
        long asked = askedNanos.get();
        if (now - asked >= KEPT.toNanos() && askedNanos.compareAndSet(asked, now)) {
            // Without an answer the last one remains in use.
            clock.now().subscribe().with(answer -> learn(now, answer), unanswered -> {});
        }
    }

    private void learn(long askedAtNanos, Instant answer) {
        Duration halfway = Duration.ofNanos((System.nanoTime() - askedAtNanos) / 2);
        ahead = Duration.between(Instant.now(), answer.plus(halfway));
    }
}
