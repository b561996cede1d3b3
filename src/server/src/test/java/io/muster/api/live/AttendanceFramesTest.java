package io.muster.api.live;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestSocket;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Frames about attendance (docs/api.md#frame-attendance). */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class AttendanceFramesTest {
    private final String managerId = "m-" + Long.toString(System.nanoTime(), 36);
    private final String ada = "ada-" + managerId;
    private final Client manager = Client.of(TestTokens.manager(managerId));
    private TestSocket.Clients clients;
    private String id;

    @BeforeEach
    void open() {
        clients = new TestSocket.Clients(RestAssured.port);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        id = event();
        accept(id);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private String event() {
        LocalDate date = LocalDate.ofInstant(Instant.now().plus(11, ChronoUnit.HOURS), ZoneOffset.UTC);
        return manager.post(
                        "/api/events",
                        Bodies.published().put("date", date.toString()).put("timezone", "UTC"))
                .expect(201)
                .id();
    }

    private void accept(String event) {
        Client.of(token(ada))
                .post("/api/events/" + event + "/respond", Bodies.accept("Server"))
                .expect(200);
    }

    private TestTokens token(String sub) {
        return TestTokens.staff(sub).claim("managerIds", new String[] {managerId});
    }

    private TestSocket listening(TestTokens token) {
        TestSocket socket = clients.open(token);
        assertThat(socket.next().getString("event")).isEqualTo("welcome");
        return socket;
    }

    private void note(String event, ObjectNode body) {
        manager.put("/api/events/" + event + "/staff/oidc:" + ada + "/attendance", body)
                .expect(200);
    }

    private static ObjectNode state(String state) {
        return Bodies.object().put("state", state);
    }

    /** The next frame that is no step of before the connection. */
    private static JsonObject next(TestSocket socket) {
        JsonObject frame = socket.next();
        while (frame.getJsonObject("data").getLong("version", Long.MAX_VALUE) <= 2) {
            frame = socket.next();
        }
        return frame;
    }

    @Test
    void theManagerAndThePersonAreTold() {
        List<TestSocket> told = List.of(listening(TestTokens.manager(managerId)), listening(token(ada)));

        note(id, state("arrived"));
        for (TestSocket socket : told) {
            JsonObject frame = next(socket);
            assertThat(frame.getString("event")).isEqualTo("staff:attendance");
            assertThat(frame.containsKey("id")).isFalse();
            assertThat(frame.getJsonObject("data").getMap())
                    .containsEntry("eventId", id)
                    .containsEntry("userId", "oidc:" + ada)
                    .containsEntry("state", "arrived")
                    .doesNotContainKeys("version", "step");
        }
        note(id, Bodies.object().putNull("state"));
        for (TestSocket socket : told) {
            JsonObject data = next(socket).getJsonObject("data");
            assertThat(data.getValue("state")).isNull();
            assertThat(data.getValue("at")).isNull();
        }
    }

    /** A change of the event afterwards comes to all; who was to be told would have been by then. */
    @Test
    void nobodyElseIs() {
        TestSocket boards = listening(TestTokens.manager(managerId));
        TestSocket other = listening(token("cyd-" + managerId));
        TestSocket screen = listening(TestTokens.manager(managerId).claim("access", "read"));
        TestSocket elsewhere = listening(TestTokens.manager(managerId + "x"));
        TestSocket left = listening(TestTokens.staff(ada).claim("managerIds", new String[] {managerId + "x"}));

        note(id, state("absent"));
        assertThat(next(boards).getString("event")).isEqualTo("staff:attendance");
        manager.patch("/api/events/" + id, Bodies.object().put("notes", "x")).expect(200);

        assertThat(next(other).getString("event")).isEqualTo("event:updated");
        assertThat(next(screen).getString("event")).isEqualTo("event:updated");
        for (TestSocket silent : List.of(elsewhere, left)) {
            silent.say("{\"type\":\"ping\"}");
            assertThat(silent.next().getString("event")).isEqualTo("pong");
        }
    }

    @Test
    void whoDoesNotSeeTheEventAnyMoreIsNotTold() {
        String other = event();
        accept(other);
        manager.delete("/api/events/" + id + "/staff/oidc:" + ada + "?bar=true").expect(200);
        TestSocket boards = listening(TestTokens.manager(managerId));
        TestSocket adas = listening(token(ada));

        note(id, state("left"));
        note(other, state("arrived"));

        JsonObject frame = adas.next();
        while (!frame.getString("event").equals("staff:attendance")) {
            frame = adas.next();
        }
        assertThat(frame.getJsonObject("data").getString("eventId")).isEqualTo(other);
        assertThat(boards.next()).isNotNull();
    }
}
