package io.muster.api;

import java.util.Locale;
import java.util.Set;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Refuses a body by its headers, before a byte of it is read: too long, not JSON, not UTF-8, compressed. */
final class BodyLimits implements Handler<RoutingContext> {
    private static final Set<String> MEDIA_TYPES = Set.of("application/json", "application/merge-patch+json");

    private final long max;
    private final long maxBatch;

    BodyLimits(long max, long maxBatch) {
        this.max = max;
        this.maxBatch = maxBatch;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        long limit = Route.BATCH.template().equals(context.normalizedPath()) ? maxBatch : max;
        if (declaredLength(request) > limit) {
            context.fail(new Problem(ProblemType.PAYLOAD_TOO_LARGE));
        } else if (hasBody(request) && !(isJson(request) && isPlain(request))) {
            context.fail(new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE));
        } else {
            context.next();
        }
    }

    /** Whether a body is announced; chunks may still turn out to be none. */
    static boolean hasBody(HttpServerRequest request) {
        return declaredLength(request) > 0 || request.headers().contains("Transfer-Encoding");
    }

    /** 0 where none is declared; what is no number was refused before. */
    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean isJson(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        if (type == null) {
            return false;
        }
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
        if (!MEDIA_TYPES.contains(parts[0].strip())) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(HttpServerRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        return encoding == null || encoding.strip().equalsIgnoreCase("identity");
    }
}
