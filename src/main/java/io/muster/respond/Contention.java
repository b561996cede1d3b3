package io.muster.respond;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Whether one event's transactions get anywhere. When they have met nothing but conflicts for a while, somebody holds the
 * event who may not be there any more, and {@link Orphans} are looked for.
 */
final class Contention {
    private final Timing timing;
    private final Duration patience;
    private final Duration interval;
    private final Runnable look;
    private @Nullable Deadline nextLook;

    Contention(Timing timing, RespondSettings settings, Runnable look) {
        this(timing, settings.orphanPatience(), settings.orphanInterval(), look);
    }

    /**
     * Nothing has been met yet.
     *
     * @param patience how long nothing but conflicts is borne before the first look
     * @param interval how long from one look to the next
     */
    Contention(Timing timing, Duration patience, Duration interval, Runnable look) {
        this.timing = timing;
        this.patience = patience;
        this.interval = interval;
        this.look = look;
    }

    /** A change was committed: nobody is in the way for ever. */
    synchronized void progressed() {
        nextLook = null;
    }

    /** A transaction came to nothing, by a conflict or otherwise. */
    void met(Throwable failure) {
        if (isTimeToLook(failure)) {
            look.run();
        }
    }

    private synchronized boolean isTimeToLook(Throwable failure) {
        if (!Failures.isConflict(failure)) {
            nextLook = null;
            return false;
        }
        if (nextLook == null) {
            nextLook = timing.in(patience);
            return false;
        }
        if (!nextLook.hasPassed()) {
            return false;
        }
        nextLook = timing.in(interval);
        return true;
    }
}
