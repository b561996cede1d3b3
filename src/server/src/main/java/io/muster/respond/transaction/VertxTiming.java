package io.muster.respond.transaction;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.vertx.core.Vertx;

/** The timers of the event loop. What waits for one continues on its context. */
@Singleton
final class VertxTiming implements Timing {
    private final Vertx vertx;

    VertxTiming(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        // Vert.x timers take whole milliseconds, at least one; rounded up, so that none fires early.
        long millis = Math.max(1, delay.plusNanos(999_999).toMillis());
        long timer = vertx.setTimer(millis, fired -> task.run());
        return () -> vertx.cancelTimer(timer);
    }
}
