package io.muster.respond;

import java.util.concurrent.Executor;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.reactivestreams.Publisher;

/**
 * Brings what happens elsewhere back to the Vert.x context of whoever asked. Quarkus does so for a collection's methods,
 * but not for a session's own (commit, abort), which would go on on a thread of the driver's.
 */
final class OnContext {
    private OnContext() {}

    static <T> Uni<T> uni(Uni<T> elsewhere) {
        Context context = Vertx.currentContext();
        return context == null ? elsewhere : elsewhere.emitOn(on(context));
    }

    static <T> Uni<T> uni(Publisher<T> elsewhere) {
        return uni(Uni.createFrom().publisher(AdaptersToFlow.publisher(elsewhere)));
    }

    /** Runs tasks one after the other, in the order given, on the context's event loop. */
    static Executor on(Context context) {
        return task -> context.runOnContext(ignored -> task.run());
    }
}
