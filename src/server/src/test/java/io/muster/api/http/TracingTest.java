package io.muster.api.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.RawHttp;
import io.muster.testing.http.TestTokens;
import io.muster.testing.service.Collector;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever collects traces can follow a response, and learns nothing of who sent it. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
@WithTestResource(TracingTest.Collecting.class)
class TracingTest {
    private static final String MANAGER = "traced";
    private static final String RESPOND = "POST /api/events/{id}/respond";
    private static final AtomicLong TRACES = new AtomicLong(System.nanoTime());

    private static final Collector COLLECTOR = new Collector();

    public static class Collecting implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return Map.of(
                    "muster.tracing.endpoint", COLLECTOR.endpoint(),
                    "muster.tracing.ratio", "0",
                    "quarkus.otel.bsp.schedule.delay", "50ms");
        }

        @Override
        public void stop() {
            COLLECTOR.close();
        }
    }

    @Test
    void aResponseIsFollowedToTheBatchThatDecidedIt() {
        String id = published();
        String trace = newTrace();

        person("ann")
                .with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .post("/api/events/" + id + "/respond", Bodies.accept("Server"))
                .expect(200);

        Span request = awaited(RESPOND, trace);
        Span batch = awaited("decide batch", trace);
        assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(Collector.hex(request.getParentSpanId())).isEqualTo("00f067aa0ba902b7");
        assertThat(attributes(request))
                .containsExactlyInAnyOrder(
                        "http.request.method=POST",
                        "http.route=/api/events/{id}/respond",
                        "http.response.status_code=200");
        assertThat(batch.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(attributes(batch))
                .containsExactlyInAnyOrder(
                        "muster.event_id=" + id,
                        "muster.batch.size=1",
                        "muster.batch.recorded=1",
                        "muster.outcome=committed");
        assertThat(batch.getStartTimeUnixNano()).isGreaterThanOrEqualTo(request.getStartTimeUnixNano());
        assertThat(batch.getEndTimeUnixNano()).isLessThanOrEqualTo(request.getEndTimeUnixNano());
    }

    @Test
    void nothingOfWhatAClientSendsIsTold() throws Exception {
        String id = published();
        String word = "w" + Long.toString(System.nanoTime(), 36);
        String trace = newTrace();
        TestTokens token = TestTokens.staff(word)
                .claim("name", word)
                .claim("email", word + "@example.org")
                .claim("managerIds", List.of(MANAGER));
        Client person = Client.of(token)
                .with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .with("tracestate", "vendor=" + word)
                .with("baggage", "word=" + word)
                .with("User-Agent", word)
                .with("Idempotency-Key", word)
                .with("X-Forwarded-For", "203.0.113.77");

        person.post("/api/events/" + id + "/respond?token=" + word, Bodies.accept(word));
        person.get("/api/events/available?cursor=" + word);
        person.get("/api/" + word + "/" + word);
        Client.of(TestTokens.manager(MANAGER))
                .with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .delete("/api/events/" + id + "/staff/" + URLEncoder.encode("oidc:" + word, StandardCharsets.UTF_8));
        try (RawHttp raw = new RawHttp()) {
            raw.send(word.toUpperCase(Locale.ROOT) + " /api/events HTTP/1.1\r\nHost: " + word + "\r\ntraceparent: 00-"
                            + trace + "-00f067aa0ba902b7-01\r\n\r\n")
                    .answer();
        }

        awaited(RESPOND, trace);
        awaited("GET /api/events/available", trace);
        awaited("GET /", trace);
        awaited("DELETE /api/events/{id}/staff/{userKey}", trace);
        awaited("_OTHER /api/events", trace);
        assertThat(COLLECTOR.text().toLowerCase(Locale.ROOT))
                .doesNotContain(word, "oidc:", "bearer", "@example", "203.0.113.77", "127.0.0.1", "vendor");
    }

    @Test
    void onlyTheApiIsTraced() {
        String trace = newTrace();
        String followed = "00-" + trace + "-00f067aa0ba902b7-01";
        for (String path : List.of("/q/health/ready", "/q/metrics", "/", "/staff", "/api/ws")) {
            RestAssured.given().header("traceparent", followed).get(path);
        }
        Client.of(TestTokens.manager(MANAGER))
                .with("traceparent", followed)
                .get("/api/events")
                .expect(200);

        awaited("GET /api/events", trace);
        assertThat(COLLECTOR.spans().stream()
                        .filter(span -> Collector.hex(span.getTraceId()).equals(trace)))
                .hasSize(1);
    }

    @Test
    void aRefusalIsNoErrorOfOurs() {
        String trace = newTrace();
        RestAssured.given()
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .get("/api/events");

        Span refused = awaited("GET /api/events", trace);
        assertThat(attributes(refused)).contains("http.response.status_code=401");
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    }

    /** The ratio is 0 here: followed is what a client follows. */
    @Test
    void whatNobodyFollowsIsNotTold() {
        String trace = newTrace();
        Client manager = Client.of(TestTokens.manager(MANAGER));
        manager.get("/api/events/batch");
        manager.with("traceparent", "00-" + trace + "-00f067aa0ba902b7-00").get("/api/events/batch");
        String last = newTrace();
        manager.with("traceparent", "00-" + last + "-00f067aa0ba902b7-01").get("/api/events");

        awaited("GET /api/events", last);
        assertThat(COLLECTOR.spans()).extracting(Span::getName).doesNotContain("GET /api/events/batch");
    }

    private static String published() {
        return Client.of(TestTokens.manager(MANAGER))
                .post("/api/events", Bodies.published())
                .expect(201)
                .id();
    }

    private static Client person(String sub) {
        return Client.of(TestTokens.staff(sub).claim("managerIds", List.of(MANAGER)));
    }

    /** Whoever has the address of a calendar reads it. */
    @Test
    void theAddressOfACalendarIsNotTraced() {
        String trace = newTrace();
        String secret = "ThisIsASecretOfCalendr";
        RestAssured.given()
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .get("/calendar/" + secret + ".ics")
                .then()
                .statusCode(404);

        assertThat(awaited("GET /calendar/{secret}.ics", trace).toString())
                .contains("/calendar/{secret}.ics")
                .doesNotContain(secret);
    }

    private static String newTrace() {
        return String.format("%032x", TRACES.incrementAndGet());
    }

    private static Span awaited(String name, String trace) {
        Awaitility.await(name)
                .atMost(Duration.ofSeconds(10))
                .until(() -> COLLECTOR.span(name, trace).isPresent());
        return COLLECTOR.span(name, trace).orElseThrow();
    }

    private static List<String> attributes(Span span) {
        return span.getAttributesList().stream()
                .map(it -> it.getKey() + "=" + Collector.attribute(span, it.getKey()))
                .toList();
    }
}
