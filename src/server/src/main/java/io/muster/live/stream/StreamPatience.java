package io.muster.live.stream;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.muster.live.step.LiveLoop;

/**
 * How long the stream waits for an answer, beyond the time that the database was asked to wait. The wait is short while the
 * stream has caught up, so that a primary that vanished is left soon. It doubles with each answer that did not come, so that a
 * slow database is not asked the same again and again. Touched by the {@link LiveLoop} alone.
 */
@Singleton
final class StreamPatience {
    private static final Duration FIRST = Duration.ofSeconds(2);

    /** Long enough for a database that looks through minutes of its log. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private Duration patience = FIRST;

    /** @param caughtUp whether everything up to the opening was read */
    Duration now(boolean caughtUp) {
        return caughtUp ? patience : LONGEST;
    }

    void answered() {
        patience = FIRST;
    }

    void silent() {
        Duration doubled = patience.multipliedBy(2);
        patience = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
