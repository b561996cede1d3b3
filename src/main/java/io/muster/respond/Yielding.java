package io.muster.respond;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The winner yields. A lane that has just committed is first in line again and starves the lanes other processes have for
 * the same event; so where others have committed between its last batches it waits before the next one, about as long as
 * their commits take. Alone it never waits, nor does it when it was the one that had to try again: the others yield to it.
 *
 * <p>How many commits the others made is guessed from how many versions they made: as many a commit as this lane makes.
 * Confined to the lane.
 */
final class Yielding {
    private static final int MOST_OTHERS = 8;
    private static final double WEIGHT_OF_LAST = 0.5;
    /** They are forgotten more slowly than noticed: one that is losing commits seldom, and needs the room all the more. */
    private static final double WEIGHT_OF_SILENCE = 0.1;
    /** Below this many others, smoothed, there are none. */
    private static final double NOBODY = 0.25;

    private static final double LEAST_JITTER = 0.5;

    private final Duration longest;
    private final DoubleSupplier jitter;
    private long leftVersion;
    private double others;
    private double recordedMean = 1;
    private double tookMeanNanos;
    private boolean lost;

    /**
     * A lane that has met nobody yet.
     *
     * @param longest never wait longer
     * @param jitter gives a number from 0 to 1
     */
    Yielding(Duration longest, DoubleSupplier jitter) {
        this.longest = longest;
        this.jitter = jitter;
    }

    /** Takes notice of a batch that has come to its end. */
    void after(BatchReport batch) {
        if (batch.readVersion() == 0) {
            return;
        }
        lost = batch.contested();
        double seen = leftVersion == 0 ? 0 : (batch.readVersion() - leftVersion) / recordedMean;
        others = smooth(others, Math.min(MOST_OTHERS, seen), seen > others ? WEIGHT_OF_LAST : WEIGHT_OF_SILENCE);
        if (batch.recorded() > 0) {
            recordedMean = smooth(recordedMean, batch.recorded(), WEIGHT_OF_LAST);
            long nanos = batch.took().toNanos();
            tookMeanNanos = tookMeanNanos == 0 ? nanos : smooth(tookMeanNanos, nanos, WEIGHT_OF_LAST);
        }
        leftVersion = batch.leftVersion();
    }

    /** How long to stand back before the next batch. */
    Duration pause() {
        if (lost || others < NOBODY) {
            return Duration.ZERO;
        }
        double nanos = tookMeanNanos * Math.max(1, others) * (LEAST_JITTER + jitter.getAsDouble());
        return Duration.ofNanos((long) Math.min(nanos, longest.toNanos()));
    }

    private static double smooth(double before, double last, double weight) {
        return before + weight * (last - before);
    }
}
