package io.muster.respond;

import java.time.Duration;

/**
 * Whether other processes change the same event, as the lane's last batch tells: it met a conflict, or versions of others since
 * the batch before. Used by the lane only.
 */
final class Contention {
    private static final double WEIGHT_OF_LAST = 0.5;

    private boolean met;
    private long leftVersion;
    private double tookMeanNanos;

    /** Takes a finished batch into account. */
    void after(BatchReport batch) {
        if (batch.shortfall() == BatchReport.Shortfall.TURN) {
            met = true;
        }
        if (batch.readVersion() == 0) {
            return;
        }
        met = batch.contested() || (leftVersion != 0 && batch.readVersion() != leftVersion);
        leftVersion = batch.leftVersion();
        if (batch.recorded() > 0) {
            long nanos = batch.took().toNanos();
            tookMeanNanos += tookMeanNanos == 0 ? nanos : WEIGHT_OF_LAST * (nanos - tookMeanNanos);
        }
    }

    boolean isMet() {
        return met;
    }

    /** What a batch takes that records something; zero as long as there was none. */
    Duration batch() {
        return Duration.ofNanos((long) tookMeanNanos);
    }
}
