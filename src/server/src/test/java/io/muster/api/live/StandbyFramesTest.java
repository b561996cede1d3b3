package io.muster.api.live;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Frames about people on standby, promoted, put in, moved and refused (docs/api.md#frame-data). */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class StandbyFramesTest {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String managerId = fresh("m");
    private final Client manager = Client.of(TestTokens.manager(managerId));
    private final String ada = fresh("ada");
    private final String bob = fresh("bob");
    private TestSocket.Clients clients;
    private String id;
    private long seen;

    private static String fresh(String prefix) {
        return prefix + "-" + Long.toString(System.nanoTime(), 36) + NAMES.incrementAndGet();
    }

    @BeforeEach
    void open() {
        clients = new TestSocket.Clients(RestAssured.port);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        ObjectNode body = Bodies.published();
        body.remove("roles");
        Bodies.role(body, "Server", 1, "waitlist");
        Bodies.role(body, "Chef", 2, "approval");
        id = manager.post("/api/events", body).expect(201).id();
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private TestTokens token(String sub) {
        return TestTokens.staff(sub)
                .claim("managerIds", new String[] {managerId})
                .claim("name", "Name of " + sub);
    }

    /** @param seen the version that is recorded already: its frame may come after the welcome */
    private TestSocket listening(TestTokens token, long seen) {
        this.seen = seen;
        TestSocket socket = clients.open(token);
        assertThat(socket.next().getString("event")).isEqualTo("welcome");
        return socket;
    }

    private void respond(String sub, JsonNode body) {
        Client.of(token(sub)).post("/api/events/" + id + "/respond", body).expect(200);
    }

    private JsonObject data(TestSocket socket, String event) {
        JsonObject frame = socket.next();
        while (frame.getString("event").equals("event:fulfilled")
                || frame.getJsonObject("data").getLong("version") <= seen) {
            frame = socket.next();
        }
        assertThat(frame.getString("event")).as(frame.encode()).isEqualTo(event);
        return frame.getJsonObject("data");
    }

    @Test
    void whoWaitsIsToldOfTheOwnPromotionAndOthersOfFiguresAlone() {
        respond(ada, Bodies.accept("Server"));
        TestSocket boards = listening(TestTokens.manager(managerId), 2);
        TestSocket bobs = listening(token(bob), 2);
        TestSocket others = listening(token(fresh("cyd")), 2);

        respond(bob, Bodies.standBy("Server"));
        JsonObject waits = data(bobs, "event:response");
        assertThat(waits.getString("response")).isEqualTo("standby");
        assertThat(waits.getJsonObject("respondedStaff").getString("reason")).isEqualTo("full");
        JsonObject somebody = data(others, "event:response");
        assertThat(somebody.getInteger("standbyCount")).isEqualTo(1);
        assertThat(somebody.fieldNames()).doesNotContain("response", "role", "fromVersion", "respondedStaff");
        assertThat(data(boards, "event:response").getJsonArray("standbyStaff")).hasSize(1);

        respond(ada, Bodies.decline());
        assertThat(data(bobs, "event:response").getString("response")).isEqualTo("decline");
        JsonObject promoted = data(bobs, "event:response");
        assertThat(promoted.getBoolean("promoted")).isTrue();
        assertThat(promoted.getString("response")).isEqualTo("accept");
        assertThat(promoted.getJsonObject("respondedStaff").getLong("since")).isEqualTo(3);
        data(boards, "event:response");
        assertThat(data(boards, "event:response").getString("userId")).isEqualTo("oidc:" + bob);
        JsonObject both = data(others, "event:response");
        assertThat(both.getLong("fromVersion")).isEqualTo(4);
        assertThat(both.getLong("version")).isEqualTo(5);
        assertThat(both.getInteger("standbyCount")).isZero();
        assertThat(both.fieldNames()).doesNotContain("response", "role", "promoted", "respondedStaff");
    }

    @Test
    void theManagersHandIsToldByItsName() {
        respond(ada, Bodies.standBy("Chef"));
        respond(bob, Bodies.standBy("Chef"));
        TestSocket boards = listening(TestTokens.manager(managerId), 3);
        TestSocket adas = listening(token(ada), 3);
        TestSocket bobs = listening(token(bob), 3);
        String staff = "/api/events/" + id + "/staff/oidc:";

        manager.put(staff + ada, Bodies.object().put("role", "Chef")).expect(200);
        manager.put(staff + ada, Bodies.object().put("role", "Server")).expect(200);
        manager.delete(staff + bob).expect(200);

        assertThat(data(boards, "staff:assigned").getString("actor")).isNotNull();
        assertThat(data(boards, "staff:moved").getString("role")).isEqualTo("Server");
        JsonObject removed = data(boards, "staff:removed");
        assertThat(removed.getString("response")).isEqualTo("standby");
        assertThat(removed.getJsonObject("respondedStaff").getString("response"))
                .isEqualTo("decline");
        assertThat(data(adas, "staff:assigned").getJsonObject("respondedStaff").getString("role"))
                .isEqualTo("Chef");
        assertThat(data(adas, "staff:moved").getJsonObject("respondedStaff").getLong("since"))
                .isEqualTo(2);
        assertThat(data(adas, "staff:removed").containsKey("userId")).isFalse();
        assertThat(data(bobs, "staff:assigned").containsKey("respondedStaff")).isFalse();
        data(bobs, "staff:moved");
        JsonObject refused = data(bobs, "staff:removed");
        assertThat(refused.getString("userId")).isEqualTo("oidc:" + bob);
        assertThat(refused.getJsonObject("respondedStaff").getString("by")).isEqualTo("manager");
        assertThat(refused.getJsonObject("event")
                        .getJsonArray("declined_staff")
                        .getJsonObject(0)
                        .getString("by"))
                .isEqualTo("manager");
    }
}
