package io.muster.api.live;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Checks that a request is the opening handshake of RFC 6455, section 4.2.1. The framework lets through malformed ones,
 * which would be answered late or never.
 */
final class UpgradeForm implements Handler<RoutingContext> {
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.method() != HttpMethod.GET) {
            context.fail(new ProblemException(ProblemType.METHOD_NOT_ALLOWED));
        } else if (!names(request, "Upgrade", "websocket")
                || !names(request, "Connection", "upgrade")
                || !VERSION.equals(request.getHeader("Sec-WebSocket-Version"))) {
            context.fail(new ProblemException(ProblemType.UPGRADE_REQUIRED)
                    .header("Upgrade", "websocket")
                    .header("Connection", "Upgrade")
                    .header("Sec-WebSocket-Version", VERSION));
        } else if (!hasKey(request)) {
            context.fail(new ProblemException(ProblemType.VALIDATION, "The handshake has no valid key."));
        } else {
            context.next();
        }
    }

    private static boolean names(HttpServerRequest request, String header, String token) {
        return request.headers().getAll(header).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .anyMatch(it -> it.strip().equalsIgnoreCase(token));
    }

    private static boolean hasKey(HttpServerRequest request) {
        List<String> keys = request.headers().getAll("Sec-WebSocket-Key");
        try {
            return keys.size() == 1 && Base64.getDecoder().decode(keys.get(0).strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
