package io.muster.respond;

import java.time.Duration;

import io.smallrye.mutiny.Uni;

/** Time as the pipeline knows it, so that a test can own it. */
interface Timing {

    /** Monotonic nanoseconds, as {@link System#nanoTime()} counts them. */
    long nanos();

    /** Runs a task once, on the caller's Vert.x context where there is one. */
    Alarm after(Duration delay, Runnable task);

    /** Something that will run later, unless it is cancelled before. */
    @FunctionalInterface
    interface Alarm {
        void cancel();
    }

    /** Completes after the delay; at once if there is none. */
    default Uni<Void> pause(Duration delay) {
        if (delay.isZero() || delay.isNegative()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().emitter(waiting -> after(delay, () -> waiting.complete(null)));
    }

    default Deadline in(Duration length) {
        return new Deadline(this, nanos() + length.toNanos());
    }
}
