package io.muster.respond;

import java.time.Duration;

/**
 * When those whom a lane refuses are to come back: when it has done what waits, and one after the other at its pace, so that
 * whoever keeps the time is not refused again. Used by the lane only.
 */
final class RetrySchedule {
    static final Duration SOONEST = Duration.ofSeconds(1);
    static final Duration LATEST = Duration.ofMinutes(2);

    private long freeAtNanos;
    private boolean used;

    /** Those whose turn is too far away to be told come back in the last of the time, not all at its end. */
    private static final Duration LATE = LATEST.dividedBy(2);

    private int beyond;

    /**
     * The wait of the next one, between {@link #SOONEST} and {@link #LATEST}.
     *
     * @param nowNanos the time, as {@link System#nanoTime()}
     * @param backlog the time that takes what waits
     * @param each the time that one command takes
     */
    Duration next(long nowNanos, Duration backlog, Duration each) {
        long afterBacklog = nowNanos + backlog.toNanos();
        long at = used && freeAtNanos - afterBacklog > 0 ? freeAtNanos : afterBacklog;
        used = true;
        Duration wait = Duration.ofNanos(at - nowNanos);
        if (wait.compareTo(LATEST) >= 0) {
            beyond++;
            return LATE.plusSeconds(beyond % LATE.toSeconds() + 1);
        }
        freeAtNanos = at + each.toNanos();
        return wait.compareTo(SOONEST) < 0 ? SOONEST : wait;
    }
}
