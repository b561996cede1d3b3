package io.muster.respond.transaction;

import java.time.Duration;
import java.util.function.BooleanSupplier;

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
    private final BooleanSupplier givesWay;
    private @Nullable Deadline nextLook;

    /** Of work that is tried again until its time is over. */
    public ConflictWatch(Timing timing, RespondSettings settings, Runnable look) {
        this(timing, settings, look, () -> false);
    }

    public ConflictWatch(Timing timing, RespondSettings settings, Runnable look, BooleanSupplier givesWay) {
        this(timing, settings.orphanPatience(), settings.orphanInterval(), look, givesWay);
    }

    /**
     * Initially without conflicts.
     *
     * @param patience how long there may be nothing but conflicts before the first look
     * @param interval the time between two looks
     * @param look looks for orphaned transactions
     * @param givesWay whether work that meets a conflict is to be given up, for its caller to try again in turn
     */
    public ConflictWatch(Timing timing, Duration patience, Duration interval, Runnable look, BooleanSupplier givesWay) {
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

    /** Whether the work is given up after this failure, rather than tried again at once. */
    boolean givesWayAfter(Throwable failure) {
        return DatabaseFailure.of(failure) == DatabaseFailure.CONFLICT && givesWay.getAsBoolean();
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
