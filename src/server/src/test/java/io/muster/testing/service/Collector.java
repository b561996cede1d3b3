package io.muster.testing.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;

/** Whoever takes traces: a collector of OTLP over HTTP that keeps what it is sent. */
public final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<ExportTraceServiceRequest> received = new CopyOnWriteArrayList<>();

    public Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    public String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The spans that have come so far. */
    public List<Span> spans() {
        return received.stream()
                .flatMap(it -> it.getResourceSpansList().stream())
                .flatMap(it -> it.getScopeSpansList().stream())
                .flatMap(it -> it.getSpansList().stream())
                .toList();
    }

    public Optional<Span> span(String name, String traceId) {
        return spans().stream()
                .filter(span -> span.getName().equals(name))
                .filter(span -> hex(span.getTraceId()).equals(traceId))
                .findFirst();
    }

    /** Everything that has come so far, to be searched for what may not be in it. */
    public String text() {
        return received.toString();
    }

    public static String hex(ByteString id) {
        StringBuilder hex = new StringBuilder();
        for (byte each : id.toByteArray()) {
            hex.append(String.format("%02x", each));
        }
        return hex.toString();
    }

    /** An attribute's value as text; empty where there is none. */
    public static String attribute(Span span, String name) {
        return span.getAttributesList().stream()
                .filter(it -> it.getKey().equals(name))
                .map(it -> it.getValue().hasIntValue()
                        ? String.valueOf(it.getValue().getIntValue())
                        : it.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
