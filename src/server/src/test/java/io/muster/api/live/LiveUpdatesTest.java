package io.muster.api.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestSocket;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** From a call over HTTP to the frames of everybody concerned, and to nobody else. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class LiveUpdatesTest {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String managerId = fresh("m");
    private final Client manager = Client.of(TestTokens.manager(managerId));
    private TestSocket.Clients clients;

    private static String fresh(String prefix) {
        return prefix + "-" + Long.toString(System.nanoTime(), 36) + NAMES.incrementAndGet();
    }

    @BeforeEach
    void open() {
        clients = new TestSocket.Clients(RestAssured.port);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private TestTokens employed(String sub, String... teamIds) {
        return TestTokens.staff(sub)
                .claim("managerIds", new String[] {managerId})
                .claim("teamIds", teamIds)
                .claim("name", "Name of " + sub)
                .claim("email", sub + "@example.org");
    }

    /** A socket that has been welcomed. */
    private TestSocket listening(TestTokens token) {
        TestSocket socket = clients.open(token);
        assertThat(socket.next().getString("event")).isEqualTo("welcome");
        return socket;
    }

    private TestSocket cameBack(TestTokens token, String lastEventId) {
        WebSocketConnectOptions options = clients.options().addHeader("Authorization", token.bearer());
        TestSocket socket = clients.open(options.setURI(TestSocket.PATH + "?lastEventId=" + lastEventId));
        assertThat(socket.next().getString("event")).isEqualTo("welcome");
        return socket;
    }

    private static String path(String id) {
        return "/api/events/" + id;
    }

    private String made(String status) {
        return manager.post("/api/events", Bodies.event().put("status", status))
                .expect(201)
                .id();
    }

    private static void respond(TestTokens person, String event, JsonNode body) {
        Client.of(person).post(path(event) + "/respond", body).expect(200);
    }

    /** A frame as {@code event version}, or with the reason for the end of sight. */
    private static String brief(JsonObject frame) {
        JsonObject data = frame.getJsonObject("data");
        String reason = data.getString("reason");
        return frame.getString("event") + " " + data.getLong("version") + (reason == null ? "" : " " + reason);
    }

    private static List<String> next(TestSocket socket, int count) {
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(brief(socket.next()));
        }
        return frames;
    }

    /** Nothing comes up to a place in the stream: a pong from there is the next that does. */
    private static void assertToldNothingUpTo(String position, TestSocket socket) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1_100))
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    JsonObject answer = socket.say("{\"type\":\"ping\"}").next();
                    assertThat(answer.getString("event")).as(answer.encode()).isEqualTo("pong");
                    return answer.getString("id").compareTo(position) >= 0;
                });
    }

    @Test
    void aManagerIsToldEveryChangeByItsName() {
        TestSocket socket = listening(TestTokens.manager(managerId));
        String ada = fresh("ada");
        String id = made("draft");
        manager.post(path(id) + "/publish").expect(200);
        manager.patch(path(id), "{\"city\":\"Denver\"}").expect(200);
        respond(employed(ada), id, Bodies.accept("Server"));
        respond(employed(ada), id, Bodies.decline());
        respond(employed(ada), id, Bodies.accept("Server"));
        manager.delete(path(id) + "/staff/" + "oidc:" + ada).expect(200);
        manager.post(path(id) + "/unpublish").expect(200);
        manager.post(path(id) + "/publish").expect(200);
        manager.post(path(id) + "/complete").expect(200);
        manager.delete(path(id)).expect(204);

        assertThat(next(socket, 11))
                .containsExactly(
                        "event:created 1",
                        "event:published 2",
                        "event:updated 3",
                        "event:response 4",
                        "event:response 5",
                        "event:response 6",
                        "staff:removed 7",
                        "event:unpublished 8",
                        "event:published 9",
                        "event:completed 10",
                        "event:deleted 11");
    }

    @Test
    void aCancelledEventIsToldToAllAndSoIsItsWayBack() {
        TestSocket boss = listening(TestTokens.manager(managerId));
        TestSocket person = listening(employed(fresh("p")));
        String id = made("published");
        manager.post(path(id) + "/cancel", "{\"reason\":\"Flooded\"}").expect(200);
        manager.post(path(id) + "/reopen").expect(200);

        assertThat(next(boss, 3)).containsExactly("event:created 1", "event:canceled 2", "event:reopened 3");
        assertThat(next(person, 3)).containsExactly("event:created 1", "event:canceled 2", "event:reopened 3");
    }

    @Test
    void staffHearOfAnEventFromThePublishingToTheEndOfSight() {
        TestTokens watching = employed(fresh("watching"));
        String ada = fresh("ada");
        TestSocket socket = listening(watching);
        String id = made("draft");
        manager.post(path(id) + "/publish").expect(200);
        respond(employed(ada), id, Bodies.accept("Server"));
        manager.post(path(id) + "/unpublish").expect(200);
        manager.post(path(id) + "/publish").expect(200);
        manager.post(path(id) + "/publish", "{\"audience_team_ids\":[\"t-none\"]}")
                .expect(200);

        JsonObject created = socket.next();
        assertThat(brief(created)).isEqualTo("event:created 2");
        assertThat(created.getJsonObject("data").getJsonObject("event").getString("_id"))
                .isEqualTo(id);
        JsonObject response = socket.next();
        assertThat(brief(response)).isEqualTo("event:response 3");
        assertThat(response.encode()).doesNotContain("oidc:" + ada, "Name of", "@example.org");
        assertThat(response.getJsonObject("data").getInteger("acceptedCount")).isEqualTo(1);
        assertThat(next(socket, 3))
                .containsExactly("event:hidden 4 unpublished", "event:created 5", "event:hidden 6 audience");
    }

    @Test
    void whoIsInGoesOnSeeingItAndWhoIsTakenOutDoesNot() {
        String ada = fresh("ada");
        TestSocket socket = listening(employed(ada));
        String id = made("published");
        respond(employed(ada), id, Bodies.accept("Server"));
        manager.post(path(id) + "/unpublish").expect(200);
        manager.post(path(id) + "/publish", "{\"audience_team_ids\":[\"t-none\"]}")
                .expect(200);
        manager.patch(path(id), "{\"city\":\"Denver\"}").expect(200);
        manager.delete(path(id) + "/staff/" + "oidc:" + ada).expect(200);
        manager.patch(path(id), "{\"city\":\"Boulder\"}").expect(200);
        String other = made("published");

        assertThat(next(socket, 7))
                .containsExactly(
                        "event:created 1",
                        "event:response 2",
                        "event:unpublished 3",
                        "event:published 4",
                        "event:updated 5",
                        "event:hidden 6 removed",
                        "event:created 1");
        assertThat(other).isNotEqualTo(id);
    }

    @Test
    void nobodyElseHearsAnything() {
        TestTokens inTeam = employed(fresh("in"), "t-1");
        TestSocket boss = listening(TestTokens.manager(managerId));
        TestSocket listed = listening(inTeam);
        List<TestSocket> others = List.of(
                listening(TestTokens.manager(fresh("m"))),
                listening(employed(fresh("elsewhere"), "t-2")),
                listening(TestTokens.staff(fresh("stranger")).claim("managerIds", new String[] {fresh("m")})),
                listening(TestTokens.staff(fresh("nobody")).claim("managerIds", new String[] {})));
        others.get(1).say("{\"type\":\"subscribe\",\"topics\":[\"manager:" + managerId + "\",\"team:t-1\"]}");
        assertThat(others.get(1).next().getString("event")).isEqualTo("error");

        String id = made("draft");
        manager.post(path(id) + "/publish", "{\"audience_team_ids\":[\"t-1\"]}").expect(200);
        respond(inTeam, id, Bodies.accept("Server"));
        manager.delete(path(id)).expect(204);

        assertThat(next(listed, 3)).containsExactly("event:created 2", "event:response 3", "event:hidden 4 deleted");
        next(boss, 3);
        String last = boss.next().getString("id");
        others.forEach(socket -> assertToldNothingUpTo(last, socket));
    }

    @Test
    void whatWasMissedComesByTodaysRights() {
        String sub = fresh("mover");
        TestSocket before = listening(employed(sub, "t-1"));
        String mark = made("published");
        String seen = before.next().getString("id");
        before.close();
        String forTeam = made("draft");
        manager.post(path(forTeam) + "/publish", "{\"audience_team_ids\":[\"t-1\"]}")
                .expect(200);
        manager.patch(path(mark), "{\"city\":\"Denver\"}").expect(200);

        assertThat(next(cameBack(employed(sub, "t-1"), seen), 2)).containsExactly("event:created 2", "event:updated 2");
        assertThat(next(cameBack(employed(sub, "t-9"), seen), 1)).containsExactly("event:updated 2");
    }

    @Test
    void whoMissedTheRenamingOfTheirRoleHoldsItUnderTheNewName() {
        String ada = fresh("ada");
        TestSocket before = listening(employed(ada));
        String id = made("published");
        String seen = before.next().getString("id");
        before.close();
        respond(employed(ada), id, Bodies.accept("Server"));
        manager.patch(path(id), "{\"roles\":[{\"role\":\"Waiter\",\"was\":\"Server\",\"count\":10}]}")
                .expect(200);

        TestSocket back = cameBack(employed(ada), seen);
        assertThat(back.next().getJsonObject("data").getString("role")).isEqualTo("Server");
        JsonObject event = back.next().getJsonObject("data").getJsonObject("event");
        assertThat(event.getJsonArray("roles").getJsonObject(0).getString("role"))
                .isEqualTo("Waiter");
        assertThat(event.getJsonObject("my_response").getString("role")).isEqualTo("Waiter");
    }

    @Test
    void whatIsNoPlaceInTheStreamLeadsToResync() {
        for (String id :
                List.of("00", "nonsense", "82", "8200000000000000000000000000", "FFFFFFFFFFFFFF", "%24where")) {
            TestSocket socket = cameBack(employed(fresh("lost")), id);
            assertThat(socket.nextText()).as(id).isEqualTo("{\"event\":\"resync\"}");
        }
    }

    @Test
    void aManagersOwnFrameNamesThePersonAndTheLastOfABatchThePeople() {
        TestSocket boss = listening(TestTokens.manager(managerId));
        String ada = fresh("ada");
        String id = made("published");
        respond(employed(ada), id, Bodies.accept("Server"));
        boss.next();

        JsonObject data = boss.next().getJsonObject("data");
        assertThat(data.getString("userId")).isEqualTo("oidc:" + ada);
        assertThat(data.getJsonObject("respondedStaff").getString("email")).endsWith("@example.org");
        assertThat(data.getJsonArray("acceptedStaff")).hasSize(1);
        assertThat(data.getBoolean("step")).isTrue();
    }
}
