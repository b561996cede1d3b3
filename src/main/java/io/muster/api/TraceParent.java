package io.muster.api;

import java.util.List;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Reads the ids of a client's trace. What else such clients send along is free text, and goes no further. */
enum TraceParent implements TextMapGetter<HttpServerRequest> {
    GETTER;

    private static final String HEADER = "traceparent";

    @Override
    public Iterable<String> keys(HttpServerRequest request) {
        return List.of(HEADER);
    }

    @Override
    public @Nullable String get(@Nullable HttpServerRequest request, String key) {
        return request != null && HEADER.equals(key) ? request.getHeader(HEADER) : null;
    }
}
