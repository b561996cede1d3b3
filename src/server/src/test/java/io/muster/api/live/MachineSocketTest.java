package io.muster.api.live;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.event.HttpTest;
import io.muster.people.TokenSecret;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.TestSocket;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The socket of a machine (docs/api.md#machine-tokens). */
@QuarkusTest
@Tag("service")
class MachineSocketTest extends HttpTest {
    private final String firm = fresh("f");
    private final Client owner = manager(firm);
    private TestSocket.Clients clients;

    @BeforeEach
    void open() {
        clients = new TestSocket.Clients(RestAssured.port);
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private JsonNode made(ObjectNode body) {
        return owner.post("/api/firm/tokens", body.put("name", "Hall"))
                .expect(201)
                .body();
    }

    private static ObjectNode of(String scope) {
        return Bodies.object().put("scope", scope);
    }

    private WebSocketConnectOptions with(JsonNode token) {
        return with(token.path("token").textValue());
    }

    private WebSocketConnectOptions with(String secret) {
        return clients.options().addHeader("Authorization", "Bearer " + secret);
    }

    private TestSocket opened(WebSocketConnectOptions options) {
        TestSocket socket = clients.open(options);
        assertThat(socket.next().getString("event")).isEqualTo("welcome");
        return socket;
    }

    @Test
    void aWallReceivesWhatIsOfItsFirmWithoutAddresses() {
        TestSocket socket = opened(with(made(of("wall"))));
        createPublished(manager(fresh("g")));

        String id = createPublished(owner);
        accept(staff("guest-" + firm, firm), id, "Server").expect(200);

        JsonObject created = socket.next();
        assertThat(created.getJsonObject("data").getString("eventId")).isEqualTo(id);
        assertThat(socket.nextText()).contains("oidc:guest-" + firm).doesNotContain("@example.org");
    }

    @Test
    void aBrowserOffersItAsASubProtocol() {
        String carrier = URLEncoder.encode(
                        "quarkus-http-upgrade#Authorization#Bearer "
                                + made(of("wall")).path("token").textValue(),
                        StandardCharsets.UTF_8)
                .replace("+", "%20");

        TestSocket socket = opened(clients.options().setSubProtocols(List.of("bearer-token-carrier", carrier)));

        assertThat(socket.subProtocol()).isEqualTo("bearer-token-carrier");
    }

    @Test
    void thatOfARevokedTokenIsClosedWithinTwoSeconds() {
        JsonNode token = made(of("wall"));
        TestSocket other = opened(with(made(of("wall"))));
        TestSocket socket = opened(with(token));

        owner.delete("/api/firm/tokens/" + token.path("id").textValue()).expect(204);
        Instant revoked = Instant.now();

        assertThat(socket.closeCode()).isEqualTo(1008);
        assertThat(Instant.now()).isBefore(revoked.plus(Duration.ofSeconds(2)));
        other.say("{\"type\":\"ping\"}");
        assertThat(other.next().getString("event")).isEqualTo("pong");
    }

    @Test
    void thatOfAnExpiredTokenIsClosed() {
        Instant expiry = Instant.now().plusSeconds(5);
        TestSocket socket = opened(with(made(of("wall").put("expires_at", expiry.toString()))));

        assertThat(socket.closeCode()).isEqualTo(1008);
    }

    @Test
    void whatOpensNothingOpensNoSocket() {
        assertThat(clients.refusal(with(made(of("feed")))).status()).isEqualTo(403);
        assertThat(clients.refusal(with(TokenSecret.random())).status()).isEqualTo(401);
        assertThat(clients.refusal(with(made(of("wall"))).setURI(TestSocket.PATH + "?firm=" + fresh("g")))
                        .status())
                .isEqualTo(403);
    }
}
