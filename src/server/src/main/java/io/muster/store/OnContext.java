package io.muster.store;

import java.util.concurrent.Executor;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.reactivestreams.Publisher;

/**
 * Continues on the Vert.x context of the caller. Quarkus does so for the methods of a collection, but not for those of
 * a session (commit, abort), which would continue on a thread of the driver.
 */
public final class OnContext {
    private OnContext() {}

    public static <T> Uni<T> uni(Uni<T> elsewhere) {
        Context context = Vertx.currentContext();
        return context == null ? elsewhere : elsewhere.emitOn(task -> run(context, task));
    }

    public static <T> Uni<T> uni(Publisher<T> elsewhere) {
        return uni(Uni.createFrom().publisher(AdaptersToFlow.publisher(elsewhere)));
    }

    /** At once, where this is the context's own thread already. */
    private static void run(Context context, Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            context.runOnContext(ignored -> task.run());
        }
    }

    /** Runs tasks one after the other, in the order given, on the context's event loop. */
    public static Executor on(Context context) {
        return task -> context.runOnContext(ignored -> task.run());
    }
}
