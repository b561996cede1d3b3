package io.muster.api.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Continues on the context of the request after work on another context. */
public final class BackOnContext {
    private BackOnContext() {}

    /** The same, with item and failure on the context this is called on; unchanged if there is none. */
    public static <T> Uni<T> of(Uni<T> elsewhere) {
        Context context = Vertx.currentContext();
        return context == null ? elsewhere : elsewhere.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }
}
