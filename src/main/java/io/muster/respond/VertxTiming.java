package io.muster.respond;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.vertx.core.Vertx;

/** The event loop's timers: what waits on one goes on where it was. */
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
        // Vert.x knows whole milliseconds, one at least; rounded up, so that nothing fires before its time.
        long millis = Math.max(1, delay.plusNanos(999_999).toMillis());
        long timer = vertx.setTimer(millis, fired -> task.run());
        return () -> vertx.cancelTimer(timer);
    }
}
