package io.muster.api.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
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

    private final Set<Origin> allowed;
    private final CorsHandler cors;

    OriginCheck(List<String> allowed) {
        this.allowed =
                allowed.stream().map(Origin::parse).flatMap(Optional::stream).collect(Collectors.toSet());
        this.cors = CorsHandler.create()
                .addOrigins(allowed)
                .allowedMethods(
                        Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE))
                .allowedHeaders(Set.of(
                        "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Muster-Firm"))
                .exposedHeaders(Set.of("ETag", "Link", "Location", "Retry-After"))
                .maxAgeSeconds(PREFLIGHT_SECONDS);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String sent = request.getHeader("Origin");
        if (sent == null) {
            context.next();
            return;
        }
        Optional<Origin> origin = Origin.parse(sent);
        if (origin.filter(it -> isOwn(it, request)).isPresent()) {
            context.next();
        } else if (origin.filter(allowed::contains).isPresent()) {
            // The handler compares letters.
            request.headers().set("Origin", origin.get().toString());
            cors.handle(context);
        } else {
            context.fail(new ProblemException(ProblemType.FORBIDDEN, "Pages of this origin may not call the service."));
        }
    }

    private static boolean isOwn(Origin origin, HttpServerRequest request) {
        String host = request.getHeader("Host");
        return host != null && origin.isAt(host);
    }
}
