package io.muster.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.muster.testing.http.Call;
import io.muster.testing.http.Person;
import io.muster.testing.http.Press;
import io.muster.testing.http.Stage;
import io.muster.testing.service.Collector;
import io.muster.testing.service.PackagedService;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What is packaged tells a collector of its traces where one is named, and nobody where none is. */
@Tag("binary")
class TracingIT {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String MANAGER = "traced";

    /** Of the thread that sends spans away, BatchSpanProcessor_WorkerThread-1: the system keeps 15 letters, of the binary the last. */
    private static final Set<String> SENDER = Set.of("BatchSpanProces", "_WorkerThread-1");

    @Test
    void aResponseIsFollowedFromTheClientToItsBatchAndItsLineInTheLog() throws Exception {
        try (Collector collector = new Collector();
                Stage stage = new Stage()) {
            PackagedService service = stage.start(stage.environment()
                    .with("MUSTER_TRACING_ENDPOINT", collector.endpoint())
                    .with("MUSTER_TRACING_RATIO", "0")
                    .with("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "50ms"));
            String event = stage.manager(service, MANAGER).publishes(Map.of("Server", 1));
            stage.client().send(followed(press(service, event)));

            Span request = awaited(collector, "POST /api/events/{id}/respond");
            Span batch = awaited(collector, "decide batch");
            assertThat(Collector.hex(request.getParentSpanId())).isEqualTo(PARENT);
            assertThat(batch.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(Collector.attribute(batch, "muster.event_id")).isEqualTo(event);
            assertThat(Collector.attribute(batch, "muster.outcome")).isEqualTo("committed");
            assertThat(collector.text())
                    .contains("muster")
                    .doesNotContain("oidc:", "Bearer", PackagedService.SECRET, "127.0.0.1");
            assertThat(fields(service)).containsEntry("traceId", TRACE);
            assumeTrue(Files.exists(threads(service)), "no /proc on this machine");
            assertThat(threadNames(service)).containsAnyElementsOf(SENDER);
        }
    }

    @Test
    void responsesGoOnWhereTheCollectorIsAway() throws Exception {
        Collector collector = new Collector();
        collector.close();
        try (Stage stage = new Stage()) {
            PackagedService service = stage.start(stage.environment()
                    .with("MUSTER_TRACING_ENDPOINT", collector.endpoint())
                    .with("MUSTER_TRACING_RATIO", "1")
                    .with("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "50ms"));
            String event = stage.manager(service, MANAGER).publishes(Map.of("Server", 1));

            assertThat(stage.client().send(press(service, event)).word()).isEqualTo("200");
            Awaitility.await().until(() -> service.log().text().contains("Failed to export"));
            assertThat(stage.client().send(press(service, event)).word()).isEqualTo("409 ALREADY_ACCEPTED");
            assertThat(service.log().text()).doesNotContain("\tat ", "\\tat ", "oidc:");
        }
    }

    @Test
    void withoutACollectorNothingOfItIsThere() throws Exception {
        try (Stage stage = new Stage()) {
            PackagedService service = stage.startService();
            String event = stage.manager(service, MANAGER).publishes(Map.of("Server", 1));
            stage.client().send(followed(press(service, event)));

            assertThat(fields(service)).containsKey("outcome").doesNotContainKey("traceId");
            assertThat(service.log().text()).doesNotContain("export");
            assumeTrue(Files.exists(threads(service)), "no /proc on this machine");
            assertThat(threadNames(service)).isNotEmpty().doesNotContainAnyElementsOf(SENDER);
        }
    }

    private static Call press(PackagedService service, String event) {
        return Press.accept(Person.worksFor(MANAGER, "someone"), event, "Server")
                .to(service.port());
    }

    private static Call followed(Call call) {
        Map<String, String> headers = new HashMap<>(call.headers());
        headers.put("traceparent", "00-" + TRACE + "-" + PARENT + "-01");
        return new Call(call.port(), call.method(), call.path(), headers, call.body(), call.press());
    }

    private static Span awaited(Collector collector, String name) {
        Awaitility.await(name)
                .atMost(Duration.ofSeconds(10))
                .until(() -> collector.span(name, TRACE).isPresent());
        return collector.span(name, TRACE).orElseThrow();
    }

    /** Of the one decision that was made. */
    private static Map<String, Object> fields(PackagedService service) {
        Awaitility.await().until(() -> !decisions(service).isEmpty());
        return new JsonObject(decisions(service).get(0)).getJsonObject("mdc").getMap();
    }

    private static List<String> decisions(PackagedService service) {
        return service.log().lines().stream()
                .filter(line -> line.contains("io.muster.respond.decisions"))
                .toList();
    }

    private static Path threads(PackagedService service) {
        return Path.of("/proc", String.valueOf(service.pid()), "task");
    }

    private static List<String> threadNames(PackagedService service) throws IOException {
        try (Stream<Path> threads = Files.list(threads(service))) {
            return threads.map(TracingIT::name).toList();
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }
}
