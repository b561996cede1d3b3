package io.muster.api.http;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses a head that is too long: an address over 4 KiB with 414, headers over 48 KiB with 431. The server's own limits are
 * higher (application.properties): beyond those it answers without a body, before any code of the service runs.
 */
@ApplicationScoped
class HeadLimits {
    static final int MAX_ADDRESS_BYTES = 4 << 10;
    static final int MAX_HEADERS_BYTES = 48 << 10;

    /** What a header has on the wire besides its name and value: {@code ": "} and the end of the line. */
    private static final int AROUND_HEADER = 4;

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(HeadLimits::check);
    }

    private static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.uri().length() > MAX_ADDRESS_BYTES) {
            context.fail(new ProblemException(ProblemType.URI_TOO_LONG));
        } else if (length(request) > MAX_HEADERS_BYTES) {
            context.fail(new ProblemException(ProblemType.HEADERS_TOO_LARGE));
        } else {
            context.next();
        }
    }

    private static long length(HttpServerRequest request) {
        long length = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            length += header.getKey().length() + header.getValue().length() + AROUND_HEADER;
        }
        return length;
    }
}
