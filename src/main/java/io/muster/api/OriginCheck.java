package io.muster.api;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;

/**
 * CORS: pages of the service's own origin and of the allowed ones may call it, others get 403. The framework's own filter
 * would do the same, but refuses without a body.
 */
final class OriginCheck implements Handler<RoutingContext> {
    private static final int PREFLIGHT_SECONDS = 600;

    private final Set<String> allowed;
    private final CorsHandler cors;

    OriginCheck(List<String> allowed) {
        this.allowed = Set.copyOf(allowed);
        this.cors = CorsHandler.create()
                .addOrigins(allowed)
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PATCH, HttpMethod.DELETE))
                .allowedHeaders(Set.of("Authorization", "Content-Type", "Idempotency-Key", "If-Match"))
                .exposedHeaders(Set.of("ETag", "Location", "Retry-After"))
                .maxAgeSeconds(PREFLIGHT_SECONDS);
    }

    @Override
    public void handle(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        if (origin == null || isOwn(origin, context.request())) {
            context.next();
        } else if (allowed.contains(origin)) {
            cors.handle(context);
        } else {
            context.fail(new Problem(ProblemType.FORBIDDEN, "Pages of this origin may not call the service."));
        }
    }

    /** By host and port alone: behind an ingress that ends TLS the scheme here is another. */
    private static boolean isOwn(String origin, HttpServerRequest request) {
        String host = request.getHeader("Host");
        int scheme = origin.indexOf("://");
        return host != null
                && scheme > 0
                && origin.substring(scheme + 3).toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
    }
}
