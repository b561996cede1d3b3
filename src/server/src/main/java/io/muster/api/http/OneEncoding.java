package io.muster.api.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Says how a body is encoded once. Where the service compresses some bodies the framework says {@code identity} of every
 * answer beforehand, and adds the encoding that a resource gives instead of replacing it; two would be none.
 */
final class OneEncoding implements Handler<RoutingContext> {
    private static final String GZIP = "gzip";

    @Override
    public void handle(RoutingContext context) {
        context.addHeadersEndHandler(ended -> settle(context.response().headers()));
        context.next();
    }

    private static void settle(MultiMap headers) {
        if (headers.contains(HttpHeaders.CONTENT_ENCODING, GZIP, true)) {
            headers.set(HttpHeaders.CONTENT_ENCODING, GZIP);
        }
    }
}
