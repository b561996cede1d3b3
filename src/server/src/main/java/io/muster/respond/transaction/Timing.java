package io.muster.respond.transaction;

import java.time.Duration;

import io.smallrye.mutiny.Uni;

/** The clock and timers of the pipeline, replaceable in tests. */
public interface Timing {

    /** Monotonic nanoseconds, as {@link System#nanoTime()}. */
    long nanos();

    /** Runs a task once, on the caller's Vert.x context where there is one. */
    Alarm after(Duration delay, Runnable task);

    /** A scheduled task that can be cancelled. */
    @FunctionalInterface
    interface Alarm {
        void cancel();
    }

    /** Completes after the delay; at once if there is none. */
    default Uni<Void> pause(Duration delay) {
        if (delay.isZero() || delay.isNegative()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .emitter(waiting -> waiting.onTermination(after(delay, () -> waiting.complete(null))::cancel));
    }

    default Deadline in(Duration length) {
        return new Deadline(this, nanos() + length.toNanos());
    }
}
