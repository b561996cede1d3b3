package io.muster.api.http;

import java.util.List;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** Reads the ids of a client's trace. Other tracing headers are free text and are ignored. */
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
