package io.muster.respond;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/**
 * Whether other processes change the same event, as the lane's last batch tells: it met a conflict, or versions of others since
 * the batch before, or others wait for their turn. Those may never get to a version otherwise: of two that meet, the one that comes
 * without a turn wins as often as it has work. Used by the lane only.
 */
final class Contention {
    private static final double WEIGHT_OF_LAST = 0.5;

    /** So many waits, one after the other, are not long by chance. */
    private static final int WAITS = 3;

    private boolean met;
    private long leftVersion;
    private double tookMeanNanos;
    private double waitMeanNanos;

    /** The waits for the last turns, in nanoseconds. */
    private final Deque<Long> waits = new ArrayDeque<>(WAITS);

    /**
     * Takes a finished batch into account.
     *
     * @param ownTurns how many of the {@linkplain BatchReport#openTurns() open turns} may be the lane's own
     */
    void after(BatchReport batch, int ownTurns) {
        if (batch.shortfall() == BatchReport.Shortfall.TURN) {
            met = true;
        }
        if (batch.readVersion() == 0) {
            return;
        }
        met = batch.contested()
                || (leftVersion != 0 && batch.readVersion() != leftVersion)
                || batch.openTurns() > ownTurns;
        if (!met) {
            waits.clear();
        }
        leftVersion = batch.leftVersion();
        if (batch.recorded() > 0) {
            long nanos = batch.took().toNanos();
            tookMeanNanos += tookMeanNanos == 0 ? nanos : WEIGHT_OF_LAST * (nanos - tookMeanNanos);
        }
    }

    boolean isMet() {
        return met;
    }

    /** The lane has waited for its turn, until the batches of others were done. */
    void waited(Duration wait) {
        if (waits.size() == WAITS) {
            waits.remove();
        }
        waits.add(wait.toNanos());
        waitMeanNanos +=
                waits.size() == 1 ? wait.toNanos() - waitMeanNanos : WEIGHT_OF_LAST * (wait.toNanos() - waitMeanNanos);
    }

    /** What the next turns are waited for, each; zero without contention. */
    Duration turnWait() {
        return met ? Duration.ofNanos((long) waitMeanNanos) : Duration.ZERO;
    }

    /** The same at least: the shortest of the last waits. Zero as long as there were too few to tell. */
    Duration leastTurnWait() {
        return met && waits.size() == WAITS ? Duration.ofNanos(Collections.min(waits)) : Duration.ZERO;
    }

    /** What a batch takes that records something; zero as long as there was none. */
    Duration batch() {
        return Duration.ofNanos((long) tookMeanNanos);
    }
}
