package io.muster.api.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;

/** Headers of every answer: JSON of one caller must not be cached and must not be interpreted as a page. */
final class SafeHeaders implements Handler<RoutingContext> {
    private final String caching;

    SafeHeaders(String caching) {
        this.caching = caching;
    }

    @Override
    public void handle(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set("Cache-Control", caching);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.set("Referrer-Policy", "no-referrer");
        context.next();
    }
}
