package io.muster.api.http;

import java.util.Locale;
import java.util.Set;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Route;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Refuses a body by its headers, before a byte of it is read: too long, neither JSON nor, of a sheet, CSV, not UTF-8, compressed. */
public final class BodyLimits implements Handler<RoutingContext> {
    private static final Set<String> JSON = Set.of("application/json", "application/merge-patch+json");
    private static final Set<String> CSV = Set.of("text/csv");

    private final long max;
    private final long maxBatch;
    private final long maxSheet;

    BodyLimits(long max, long maxBatch, long maxSheet) {
        this.max = max;
        this.maxBatch = maxBatch;
        this.maxSheet = maxSheet;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (declaredLength(request) > limit(context)) {
            context.fail(new ProblemException(ProblemType.PAYLOAD_TOO_LARGE));
        } else if (hasBody(request) && !(isText(request, isSheet(context) ? CSV : JSON) && isPlain(request))) {
            context.fail(new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE));
        } else {
            context.next();
        }
    }

    /** The most bytes that the request's body may turn out to have: its length, or in chunks the limit. */
    long longest(RoutingContext context) {
        long declared = declaredLength(context.request());
        return declared > 0 ? declared : limit(context);
    }

    private long limit(RoutingContext context) {
        if (isSheet(context)) {
            return maxSheet;
        }
        return Route.BATCH.template().equals(context.normalizedPath()) ? maxBatch : max;
    }

    /** Whether the body is a sheet, and no JSON. */
    private static boolean isSheet(RoutingContext context) {
        return Route.MEMBER_IMPORT.template().equals(context.normalizedPath());
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

    private static boolean isText(HttpServerRequest request, Set<String> mediaTypes) {
        String type = request.getHeader("Content-Type");
        if (type == null) {
            return false;
        }
        String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
        if (!mediaTypes.contains(parts[0].strip())) {
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
