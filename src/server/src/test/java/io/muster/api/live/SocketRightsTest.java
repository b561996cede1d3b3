package io.muster.api.live;

import java.time.Duration;

import io.muster.api.event.HttpTest;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestSocket;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a socket receives by what firms say of the person (docs/api.md#frame-rights), and what becomes of it when they say something else. */
@QuarkusTest
@Tag("service")
class SocketRightsTest extends HttpTest {
    private final String firm = fresh("f");
    private final Client owner = manager(firm);
    private final String sub = fresh("p");
    private final TestTokens token = TestTokens.nobodys(sub);
    private TestSocket.Clients clients;

    @BeforeEach
    void open() {
        clients = new TestSocket.Clients(RestAssured.port);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private String member(String access) {
        return "/api/members/"
                + owner.post(
                                "/api/members",
                                Bodies.object()
                                        .put("name", "Ada")
                                        .put("userKey", "oidc:" + sub)
                                        .put("access", access)
                                        .put("state", "active"))
                        .expect(201)
                        .id();
    }

    private WebSocketConnectOptions at(TestTokens caller, String query) {
        return clients.options().addHeader("Authorization", caller.bearer()).setURI(TestSocket.PATH + query);
    }

    private TestSocket opened(TestTokens caller, String query) {
        TestSocket socket = clients.open(at(caller, query));
        assertThat(event(socket.next())).isEqualTo("welcome");
        return socket;
    }

    private static String event(JsonObject frame) {
        return frame.getString("event");
    }

    @Test
    void aMemberReceivesWhatTheFirmHasForIt() {
        member("staff");
        TestSocket staff = opened(token, "?firm=" + firm);
        TestSocket plain = opened(token, "");

        String id = createPublished(owner);

        JsonObject frame = staff.next();
        assertThat(event(frame)).isEqualTo("event:created");
        assertThat(frame.getJsonObject("data").getString("eventId")).isEqualTo(id);
        plain.say("{\"type\":\"ping\"}");
        assertThat(event(plain.next())).isEqualTo("pong");
    }

    @Test
    void aFirmThatIsNotTheCallersIsRefused() {
        for (String other : new String[] {firm, fresh("none"), "%24where"}) {
            assertThat(clients.refusal(at(token, "?firm=" + other)).status()).isEqualTo(403);
        }
        assertThat(clients.refusal(at(token, "").addHeader("Muster-Firm", firm)).status())
                .isEqualTo(403);
    }

    @Test
    void aChangeEndsInOneResync() {
        String member = member("manager");
        owner.post(
                        "/api/members",
                        Bodies.object()
                                .put("name", "Boss")
                                .put("userKey", "oidc:boss-" + sub)
                                .put("access", "manager")
                                .put("state", "active"))
                .expect(201);
        TestSocket socket = opened(token, "?firm=" + firm);
        owner.patch(member, "{\"note\":\"nothing of this matters\"}").expect(200);
        createPublished(owner);
        assertThat(event(socket.next())).isEqualTo("event:created");

        owner.patch(member, "{\"access\":\"read\"}").expect(200);
        assertThat(event(socket.next())).isEqualTo("resync");
        createPublished(owner);
        assertThat(event(socket.next())).isEqualTo("event:created");

        owner.delete(member).expect(204);
        assertThat(event(socket.next())).isEqualTo("resync");
        createPublished(owner);
        socket.say("{\"type\":\"ping\"}");
        assertThat(event(socket.next())).isEqualTo("pong");
    }

    @Test
    void whoIsBlockedReceivesNothingMoreWhateverTheTokenSays() {
        TestSocket socket = opened(employed(sub, firm), "");
        createPublished(owner);
        assertThat(event(socket.next())).isEqualTo("event:created");
        String member = member("staff");

        owner.patch(member, "{\"state\":\"blocked\"}").expect(200);

        assertThat(event(socket.next())).isEqualTo("resync");
        createPublished(owner);
        socket.say("{\"type\":\"ping\"}");
        assertThat(event(socket.next())).isEqualTo("pong");
    }

    /** What was fetched in between went by other rights: the place of before stands for it no more. */
    @Test
    void whoComesBackWithTheRightsOfBeforeIsToldToFetchToo() {
        String member = member("staff");
        TestSocket socket = opened(token, "?firm=" + firm);
        createPublished(owner);
        assertThat(event(socket.next())).isEqualTo("event:created");

        owner.patch(member, "{\"state\":\"blocked\"}").expect(200);
        JsonObject resync = socket.next();
        assertThat(event(resync)).isEqualTo("resync");
        assertThat(resync.getString("id")).isNotNull();
        socket.close();
        owner.patch(member, "{\"state\":\"active\"}").expect(200);
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() ->
                        Client.of(token).with("Muster-Firm", firm).get(EVENTS).expect(200));

        TestSocket same = opened(token, "?firm=" + firm + "&lastEventId=" + resync.getString("id"));
        assertThat(event(same.next())).isEqualTo("resync");
    }

    @Test
    void whoComesBackWithOtherRightsIsToldToFetch() {
        String member = member("staff");
        TestSocket socket = opened(token, "?firm=" + firm);
        createPublished(owner);
        String id = socket.next().getString("id");
        socket.close();
        TestSocket same = opened(token, "?firm=" + firm + "&lastEventId=" + id);
        createPublished(owner);
        assertThat(event(same.next())).isEqualTo("event:created");
        owner.put("/api/teams/bar", Bodies.object().put("name", "Bar")).expect(201);

        owner.patch(member, "{\"teams\":[\"bar\"]}").expect(200);
        assertThat(event(same.next())).isEqualTo("resync");

        TestSocket other = opened(token, "?firm=" + firm + "&lastEventId=" + id);
        assertThat(event(other.next())).isEqualTo("resync");
        String foreign = id.substring(0, id.indexOf('-'));
        assertThat(event(opened(token, "?firm=" + firm + "&lastEventId=" + foreign)
                        .next()))
                .isEqualTo("resync");
    }
}
