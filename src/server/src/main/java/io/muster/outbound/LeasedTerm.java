package io.muster.outbound;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time for which a lease is held, on this process's monotonic clock. It counts from before the lease was asked for, so that it ends
 * here before it ends in the database, also where this process stood still in between.
 */
final class LeasedTerm implements Term {
    /** The clocks of two machines do not run equally fast. */
    private static final int MARGIN = 5;

    private final LongSupplier nanos;
    private final Duration length;
    private volatile long until;
    private volatile boolean isOver;

    /** @param length of the lease */
    LeasedTerm(LongSupplier nanos, Duration length) {
        this.nanos = nanos;
        this.length = length.minus(length.dividedBy(MARGIN));
        this.until = nanos.getAsLong();
    }

    /** @param asked the monotonic time before the lease was asked for that has been granted */
    void granted(long asked) {
        until = asked + length.toNanos();
    }

    /** It never holds again. */
    void end() {
        isOver = true;
    }

    @Override
    public boolean holds() {
        return !isOver && nanos.getAsLong() - until < 0;
    }
}
