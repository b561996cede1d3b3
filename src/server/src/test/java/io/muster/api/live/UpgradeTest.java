package io.muster.api.live;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.muster.testing.http.RawHttp;
import io.muster.testing.http.TestSocket;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who gets a socket, and what the others are told. */
@QuarkusTest
@Tag("service")
@TestProfile(Scripted.class)
class UpgradeTest extends SocketTest {
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static TestTokens somebody() {
        return TestTokens.staff("upgrade-" + PEOPLE.incrementAndGet());
    }

    private static String carrier(String token) {
        return encoded("quarkus-http-upgrade#Authorization#Bearer " + token);
    }

    /** As {@code encodeURIComponent} does. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private WebSocketConnectOptions offering(String... subProtocols) {
        return clients.options().setSubProtocols(new ArrayList<>(List.of(subProtocols)));
    }

    private static void assertWelcomed(TestSocket socket) {
        assertThat(socket.next().getString("event")).isEqualTo("welcome");
    }

    @Test
    void aTokenInTheHeaderOpensASocketWithoutASubProtocol() {
        try (TestSocket socket = clients.open(somebody())) {
            assertWelcomed(socket);
            assertThat(socket.subProtocol()).isEqualTo("null");
        }
    }

    @Test
    void aBrowserOffersItsTokenAsASubProtocolAndTheOtherIsSelected() {
        TestTokens person = somebody();
        try (TestSocket socket = clients.open(offering("bearer-token-carrier", carrier(person.sign())))) {
            assertWelcomed(socket);
            assertThat(socket.subProtocol()).isEqualTo("bearer-token-carrier");
        }
        try (TestSocket socket = clients.open(offering(carrier(person.sign()), "bearer-token-carrier"))) {
            assertWelcomed(socket);
        }
    }

    @Test
    void theLastEventIdIsHandedOn() {
        WebSocketConnectOptions options = clients.options()
                .setURI(TestSocket.PATH + "?lastEventId=8264AB")
                .addHeader("Authorization", somebody().bearer());
        try (TestSocket socket = clients.open(options)) {
            assertThat(socket.next().getJsonObject("data").getString("lastEventId"))
                    .isEqualTo("8264AB");
        }
    }

    @Test
    void withoutATokenOrWithABadOneItIs401() {
        TestSocket.Refusal none = clients.refusal(clients.options());
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.headers().get("WWW-Authenticate")).isEqualTo("Bearer");

        TestSocket.Refusal bad = clients.refusal(clients.options().addHeader("Authorization", "Bearer abc"));
        assertThat(bad.status()).isEqualTo(401);
        assertThat(bad.headers().get("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(bad.headers().get("Cache-Control")).isEqualTo("no-store");

        String forged = somebody().secret("x".repeat(40)).sign();
        assertThat(clients.refusal(offering("bearer-token-carrier", carrier(forged)))
                        .status())
                .isEqualTo(401);
        assertThat(clients.refusal(offering("bearer-token-carrier")).status()).isEqualTo(401);
        assertThat(clients.refusal(clients.options()
                                .setURI(TestSocket.PATH + "?access_token="
                                        + somebody().sign()))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus-http-upgrade",
                "quarkus-http-upgrade%23Authorization",
                "quarkus-http-upgrade%23Authorization%23",
                "quarkus-http-upgrade%23Authorization%23Bearer",
                "quarkus-http-upgrade%23Authorization%23Bearer%20",
                "quarkus-http-upgrade%23Authorization%23Basic%20TOKEN",
                "quarkus-http-upgrade%23Authorization%23TOKEN",
                "quarkus-http-upgrade%23authorization%23Bearer%20TOKEN",
                "Quarkus-Http-Upgrade%23Authorization%23Bearer%20TOKEN",
                "quarkus-http-upgrade%23Authorization%23Bearer%20TOKEN%23more",
                "quarkus-http-upgrade%23Authorization%23Bearer+TOKEN",
                "quarkus-http-upgrade%23Authorization%23Bearer%20%20TOKEN",
                "quarkus-http-upgrade%23Authorization%23Bearer%20TOKEN%0d%0aX-Evil%3a%201",
                "quarkus-http-upgrade%23Authorization%23Bearer%20TOKEN%zz",
                "quarkus-http-upgrade%23Authorization%23Bearer%20TOKEN%",
                "quarkus-http-upgrade%23X-Forwarded-For%231.2.3.4",
                "quarkus-http-upgrade%23Content-Length%23100000",
                "quarkus-http-upgrade%23%23Bearer%20TOKEN",
                "xquarkus-http-upgrade",
            })
    void aMalformedCarrierIs400AndNoErrorOfOurs(String malformed) {
        String entry = malformed.replace("TOKEN", somebody().sign());
        int expected = malformed.startsWith("x") ? 401 : 400;

        assertThat(Captured.during(() -> assertThat(clients.refusal(offering("bearer-token-carrier", entry))
                                .status())
                        .isEqualTo(expected)))
                .isEmpty();
    }

    @Test
    void anythingButExactlyOneCarrierIs400() {
        String good = carrier(somebody().sign());
        String other = carrier(somebody().sign());

        assertThat(Captured.during(() -> {
                    assertThat(clients.refusal(offering(good)).status()).isEqualTo(400);
                    assertThat(clients.refusal(offering("bearer-token-carrier", good, other))
                                    .status())
                            .isEqualTo(400);
                    assertThat(clients.refusal(offering("bearer-token-carrier", good, good))
                                    .status())
                            .isEqualTo(400);
                    assertThat(clients.refusal(offering(
                                            "bearer-token-carrier", good, encoded("quarkus-http-upgrade#X-Y#z")))
                                    .status())
                            .isEqualTo(400);
                    assertThat(clients.refusal(offering("bearer-token-carrier", good)
                                            .addHeader(
                                                    "Authorization", somebody().bearer()))
                                    .status())
                            .isEqualTo(400);
                }))
                .isEmpty();
    }

    @Test
    void carriersInSeveralHeadersAreSeenToo() throws IOException {
        String two = "Sec-WebSocket-Protocol: bearer-token-carrier\r\nSec-WebSocket-Protocol: "
                + carrier(somebody().sign()) + "\r\nSec-WebSocket-Protocol: "
                + carrier(somebody().sign()) + "\r\n";
        assertThat(raw("GET", upgrade() + two).status()).isEqualTo(400);

        String one = "Sec-WebSocket-Protocol: bearer-token-carrier\r\nSec-WebSocket-Protocol: "
                + carrier(somebody().sign()) + "\r\n";
        RawHttp.Answer answer = raw("GET", upgrade() + one);
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("Sec-WebSocket-Protocol")).contains("bearer-token-carrier");
        assertThat(answer.header("Sec-WebSocket-Extensions")).isEmpty();
    }

    @Test
    void aForeignPageIs403AndTheAllowedOneIsNot() throws IOException {
        String signedIn = upgrade() + "Authorization: " + somebody().bearer() + "\r\nOrigin: ";

        for (String foreign :
                List.of("https://evil.example.org", "null", "https://app.example.org.evil.org", "http://localhost:1")) {
            assertThat(raw("GET", signedIn + foreign + "\r\n").status())
                    .as(foreign)
                    .isEqualTo(403);
        }
        for (String known : List.of("https://app.example.org", "http://localhost:" + RestAssured.port)) {
            assertThat(raw("GET", signedIn + known + "\r\n").status()).as(known).isEqualTo(101);
        }
    }

    @Test
    void whatIsNoUpgradeIsToldSo() throws IOException {
        String signedIn = "Authorization: " + somebody().bearer() + "\r\n";

        RawHttp.Answer plain = raw("GET", signedIn);
        assertThat(plain.status()).isEqualTo(426);
        assertThat(plain.header("Upgrade")).contains("websocket");
        assertThat(plain.header("Content-Type")).contains("application/problem+json;charset=UTF-8");
        assertThat(plain.body()).contains("\"code\":\"UPGRADE_REQUIRED\"").contains("\"instance\":\"/api/ws\"");

        assertThat(raw("GET", "").status()).isEqualTo(401);
        assertThat(raw("GET", signedIn + "Sec-WebSocket-Key: " + KEY + "\r\n").status())
                .isEqualTo(426);
        assertThat(raw("GET", signedIn + upgrade().replace("Connection: Upgrade\r\n", ""))
                        .status())
                .isEqualTo(426);
        assertThat(raw("GET", signedIn + upgrade().replace(": 13", ": 8")).status())
                .isEqualTo(426);
        assertThat(raw("GET", signedIn + upgrade().replace(KEY, "short")).status())
                .isEqualTo(400);
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
            RawHttp.Answer answer = raw(method, signedIn + upgrade());
            assertThat(answer.status()).as(method).isEqualTo(405);
            assertThat(answer.header("Allow")).as(method).contains("GET");
        }
        assertThat(rawHead(signedIn)).isEqualTo(405);
    }

    /** Its answer announces a body and has none. */
    private static int rawHead(String headers) throws IOException {
        return RestAssured.given()
                .header(
                        "Authorization",
                        headers.substring(headers.indexOf(' ') + 1).strip())
                .head(TestSocket.PATH)
                .statusCode();
    }

    private static String upgrade() {
        return "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY
                + "\r\n";
    }

    private static RawHttp.Answer raw(String method, String headers) throws IOException {
        try (RawHttp http = new RawHttp()) {
            return http.send(method + " /api/ws HTTP/1.1\r\nHost: localhost:" + RestAssured.port + "\r\n" + headers
                            + "\r\n")
                    .answer();
        }
    }

    @Test
    void whileThereIsNothingToListenToItIs503() {
        subscriptions.open(false);
        try {
            assertThat(clients.refusal(clients.options()
                                    .addHeader("Authorization", somebody().bearer()))
                            .status())
                    .isEqualTo(503);
        } finally {
            subscriptions.open(true);
        }
    }

    @Test
    void fiveOfAUserGetInHoweverManyComeAtOnce() {
        TestTokens person = somebody();
        WebSocketConnectOptions options = clients.options().addHeader("Authorization", person.bearer());
        List<CompletableFuture<Object>> attempts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            attempts.add(clients.begin(new WebSocketConnectOptions(options))
                    .handle((socket, refused) -> socket == null ? refused : socket));
        }
        List<Object> outcomes = attempts.stream().map(TestSocket::join).toList();
        List<TestSocket> in = outcomes.stream()
                .filter(TestSocket.class::isInstance)
                .map(TestSocket.class::cast)
                .toList();

        assertThat(in).hasSize(5);
        assertThat(outcomes.stream()
                        .filter(UpgradeRejectedException.class::isInstance)
                        .map(it -> ((UpgradeRejectedException) it).getStatus()))
                .hasSize(45)
                .containsOnly(429);
        try (TestSocket another = clients.open(somebody())) {
            assertWelcomed(another);
        }

        in.get(0).close();
        in.get(0).closeCode();
        await().until(() -> clients.begin(new WebSocketConnectOptions(options))
                .handle((socket, refused) -> socket != null)
                .join());
        TestSocket.Refusal refused = clients.refusal(options);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers().get("Retry-After")).as("seconds").matches("5|60");
    }
}
