package io.muster.live.step;

import java.util.concurrent.Executor;

import jakarta.inject.Singleton;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * The one thread that owns the state of the stream: events, ring, subscriptions. Its tasks run one after the other, so
 * no lock is needed, and none blocks.
 */
@Singleton
public final class LiveLoop implements Executor {
    private final Context context;

    public LiveLoop(Vertx vertx) {
        // Created from another thread, this is an event loop's context that nothing else shares.
        this.context = vertx.getOrCreateContext();
    }

    /** Runs a task after all that were submitted before. */
    @Override
    public void execute(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    Context context() {
        return context;
    }
}
