package io.muster.api.http;

import io.muster.api.problem.Route;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.quarkus.opentelemetry.runtime.QuarkusContextStorage;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Starts a span for each request: route, method, status. Of client input it contains only the ids of the client's
 * trace. The framework's spans contain path, query and address, and are off.
 */
final class RequestSpans implements Handler<RoutingContext> {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final String ANOTHER_METHOD = "_OTHER";
    private static final String HUNG_UP = "hung_up";
    private static final int SERVERS_FAULT = 500;

    private final Tracer tracer;

    RequestSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer(RequestSpans.class.getPackageName());
    }

    @Override
    public void handle(RoutingContext context) {
        String sent = context.request().method().name();
        String method = HttpMetrics.isKnown(sent) ? sent : ANOTHER_METHOD;
        String route = Route.templateOf(context.normalizedPath());
        Span span = tracer.spanBuilder(method + " " + route)
                .setSpanKind(SpanKind.SERVER)
                .setParent(parent(context.request()))
                .setAttribute(METHOD, method)
                .setAttribute(ROUTE, route)
                .startSpan();
        // It is not detached: the request's own context ends with the request.
        QuarkusContextStorage.INSTANCE.attach(Vertx.currentContext(), span.storeInContext(Context.root()));
        context.addEndHandler(done -> end(span, context.response().getStatusCode(), done.succeeded()));
        context.next();
    }

    private static Context parent(HttpServerRequest request) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), request, TraceParent.GETTER);
    }

    private static void end(Span span, int status, boolean answered) {
        if (!answered) {
            span.setAttribute(ERROR, HUNG_UP);
        } else {
            span.setAttribute(STATUS, (long) status);
            if (status >= SERVERS_FAULT) {
                span.setAttribute(ERROR, Integer.toString(status)).setStatus(StatusCode.ERROR);
            }
        }
        span.end();
    }
}
