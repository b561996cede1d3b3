package io.muster.live;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Singleton;

import io.muster.event.read.DatabaseClock;

/**
 * About what the time is at the database, without asking it each time: good for metrics alone. Asked again once a minute
 * while somebody wants to know.
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

    /** How long ago something was at the database; never negative. */
    public Duration since(Instant at) {
        refresh();
        Duration since = Duration.between(at, Instant.now()).plus(ahead);
        return since.isNegative() ? Duration.ZERO : since;
    }

    /** Asks for the time if the last answer is old; what is said meanwhile goes by that one. */
    public void refresh() {
        long now = System.nanoTime();
        long asked = askedNanos.get();
        if (now - asked >= KEPT.toNanos() && askedNanos.compareAndSet(asked, now)) {
            // Without an answer the last one stands.
            clock.now().subscribe().with(answer -> learn(now, answer), unanswered -> {});
        }
    }

    private void learn(long askedAtNanos, Instant answer) {
        Duration halfway = Duration.ofNanos((System.nanoTime() - askedAtNanos) / 2);
        ahead = Duration.between(Instant.now(), answer.plus(halfway));
    }
}
