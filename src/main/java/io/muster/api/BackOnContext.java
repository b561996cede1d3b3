package io.muster.api;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Brings what others finish, on a context of theirs, back to the context of the request that waits for it. */
public final class BackOnContext {
    private BackOnContext() {}

    /** The same, its item and failure on the context this is called on; off any context it stays as it is. */
    public static <T> Uni<T> of(Uni<T> elsewhere) {
        Context context = Vertx.currentContext();
        return context == null ? elsewhere : elsewhere.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }
}
