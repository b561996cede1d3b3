package io.muster.respond.transaction;

import java.time.Duration;
import java.util.function.IntPredicate;

import io.muster.respond.RespondSettings;
import io.muster.store.DatabaseFailure;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether the transactions of one event make progress. If they have met nothing but conflicts for a while, a
 * dead process may hold the event, and {@link Orphans} are looked for.
 */
public final class ConflictWatch {
    private final Timing timing;
    private final Duration patience;
    private final Duration interval;
    private final Runnable look;
    private final IntPredicate givesWay;
    private @Nullable Deadline nextLook;

    /** Of work that is tried again until its time is over. */
    public ConflictWatch(Timing timing, RespondSettings settings, Runnable look) {
        this(timing, settings, look, conflicts -> false);
    }

    public ConflictWatch(Timing timing, RespondSettings settings, Runnable look, IntPredicate givesWay) {
        this(timing, settings.orphanPatience(), settings.orphanInterval(), look, givesWay);
    }

    /**
     * Initially without conflicts.
     *
     * @param patience how long there may be nothing but conflicts before the first look
     * @param interval the time between two looks
     * @param look looks for orphaned transactions
     * @param givesWay whether work is given up after so many failures, the last of them a conflict, for its caller to try again in turn
     */
    public ConflictWatch(Timing timing, Duration patience, Duration interval, Runnable look, IntPredicate givesWay) {
        this.timing = timing;
        this.patience = patience;
        this.interval = interval;
        this.look = look;
        this.givesWay = givesWay;
    }

    /** A change was committed: there is progress. */
    public synchronized void progressed() {
        nextLook = null;
    }

    /** A transaction failed, by a conflict or otherwise. */
    void met(Throwable failure) {
        if (isTimeToLook(failure)) {
            look.run();
        }
    }

    /**
     * Whether the work is given up after so many failures, this one the last, rather than tried again at once. A turn at the event keeps
     * nobody away from a fence.
     */
    boolean givesWayAfter(int failures, Throwable failure) {
        return DatabaseFailure.of(failure) == DatabaseFailure.CONFLICT
                && !DatabaseFailure.isAtAFence(failure)
                && givesWay.test(failures);
    }

    private synchronized boolean isTimeToLook(Throwable failure) {
        if (DatabaseFailure.of(failure) != DatabaseFailure.CONFLICT) {
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
