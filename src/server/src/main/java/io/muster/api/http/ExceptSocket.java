package io.muster.api.http;

import io.muster.api.problem.Route;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Skips a handler for the path of the socket, which stays open instead of being answered once. */
final class ExceptSocket {
    private ExceptSocket() {}

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
