package io.muster.live;

import java.util.concurrent.Executor;

import jakarta.inject.Singleton;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The one thread on which the stream's state lives: events, ring, subscriptions. What runs on it runs one after the other, so
 * nothing there needs a lock, and nothing there waits.
 */
@Singleton
final class LiveLoop implements Executor {
    private final Context context;

    LiveLoop(Vertx vertx) {
        // From a thread that is none of its own, this is an event loop's context that nothing else shares.
        this.context = vertx.getOrCreateContext();
    }

    /** Runs it after everything that was handed over before. */
    @Override
    public void execute(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    Context context() {
        return context;
    }
}
