package io.muster.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Leaves out what is not answered once but stays open: the socket's address. */
final class SocketsApart {
    private SocketsApart() {}

    static Handler<RoutingContext> unless(Handler<RoutingContext> handler) {
        return context -> {
            if (Route.SOCKET.template().equals(context.normalizedPath())) {
                context.next();
            } else {
                handler.handle(context);
            }
        };
    }
}
