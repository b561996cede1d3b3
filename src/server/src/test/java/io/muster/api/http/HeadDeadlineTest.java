package io.muster.api.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.RawHttp;
import io.muster.testing.http.TestSocket;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A head that is begun and does not come to its end holds no connection. Everybody else keeps theirs. */
@QuarkusTest
@Tag("service")
@Tag("slow")
@TestProfile(HeadDeadlineTest.Soon.class)
@WithTestResource(MongoTestResource.class)
class HeadDeadlineTest {
    private static final String HALF = "GET /api/events HTTP/1.1\r\nHost: localhost\r\n";
    private static final String SIGNED_IN =
            "Authorization: " + TestTokens.manager("m-1").bearer() + "\r\n";

    public static class Soon implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("muster.http.head-within", "2s");
        }
    }

    private static void assertIsGivenUp(RawHttp http) throws IOException {
        RawHttp.Answer answer = http.answer();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.header("Content-Type")).contains("application/problem+json;charset=UTF-8");
        assertThat(answer.header("Connection")).contains("close");
        assertThat(answer.body()).contains("\"code\":\"REQUEST_TIMEOUT\"");
        assertThatThrownBy(http::answer).isInstanceOf(IOException.class);
    }

    /** The service's own limit is the clock: once a head has been given up, it is over for whatever began before. */
    private static void untilTheLimitIsOver() throws IOException {
        try (RawHttp http = new RawHttp()) {
            assertIsGivenUp(http.send(HALF));
        }
    }

    private static void untilAnswered(RawHttp http, String drop) {
        await().pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    if (!http.hasAnswer()) {
                        http.send(drop);
                    }
                    return http.hasAnswer();
                });
    }

    private static int get(RawHttp http) throws IOException {
        return http.send(HALF + SIGNED_IN + "\r\n").answer().status();
    }

    private static String post(String signedIn) {
        return "POST /api/probe/tree HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + signedIn
                + "Content-Length: 100000\r\n\r\n{";
    }

    @Test
    void aHeadThatIsHalfSentIsGivenUp() throws IOException {
        untilTheLimitIsOver();
    }

    @Test
    void aByteNowAndThenGainsNoTime() throws IOException {
        try (RawHttp http = new RawHttp()) {
            http.send(HALF + "X: ");
            untilAnswered(http, "x");

            assertIsGivenUp(http);
        }
    }

    @Test
    void emptyLinesAreNoHeadEither() throws IOException {
        try (RawHttp http = new RawHttp()) {
            untilAnswered(http, "\r\n");

            assertIsGivenUp(http);
        }
    }

    /** Old clients send one after a body (RFC 9112, 2.2). */
    @Test
    void oneEmptyLineAfterARequestBeginsNoHead() throws IOException {
        String body = "POST /api/probe/tree HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + SIGNED_IN + "Content-Length: 2\r\n\r\n{}";
        try (RawHttp together = new RawHttp();
                RawHttp apart = new RawHttp()) {
            assertThat(together.send(body).answer().status()).isEqualTo(200);
            assertThat(apart.send(body).answer().status()).isEqualTo(200);

            together.send("\r\n");
            apart.send("\r").send("\n");
            untilTheLimitIsOver();
            untilTheLimitIsOver();

            assertThat(get(together)).isEqualTo(200);
            assertThat(apart.send(body).answer().status()).isEqualTo(200);
            assertIsGivenUp(together.send("\r\n").send("\r\n"));
        }
    }

    @Test
    void theSecondHeadOfAConnectionHasTheSameLimit() throws IOException {
        try (RawHttp http = new RawHttp()) {
            assertThat(get(http)).isEqualTo(200);

            http.send(HALF);

            assertIsGivenUp(http);
        }
    }

    @Test
    void aLongHeadThatComesSlowlyButInTimeIsServed() throws IOException {
        try (RawHttp http = new RawHttp()) {
            http.send("GET /api/events HTTP/1.1\r\n");
            for (int i = 0; i < 5; i++) {
                http.send("X-" + i + ": " + "x".repeat(8_000) + "\r\n");
                await().pollDelay(Duration.ofMillis(100)).until(() -> true);
            }

            assertThat(http.send("Host: localhost\r\n" + SIGNED_IN + "\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aConnectionOnWhichNothingIsSentStays() throws IOException {
        try (RawHttp used = new RawHttp();
                RawHttp fresh = new RawHttp()) {
            assertThat(get(used)).isEqualTo(200);

            untilTheLimitIsOver();
            untilTheLimitIsOver();

            assertThat(get(used)).isEqualTo(200);
            assertThat(get(fresh)).isEqualTo(200);
        }
    }

    @Test
    void aSocketStays() throws IOException {
        try (TestSocket.Clients clients = new TestSocket.Clients(RestAssured.port);
                TestSocket socket = clients.open(TestTokens.manager("m-1"))) {
            socket.next();
            socket.ping();

            untilTheLimitIsOver();
            socket.ping();
            untilTheLimitIsOver();

            assertThat(socket.isOpen()).isTrue();
        }
    }

    @Test
    void aBodyHasALimitOfItsOwn() throws IOException {
        try (RawHttp http = new RawHttp()) {
            http.send(post(SIGNED_IN));
            untilTheLimitIsOver();
            http.send(" ");
            untilTheLimitIsOver();

            assertThat(http.send(" ".repeat(99_997) + "}").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void theBodyOfARequestThatHasBeenAnsweredIsNotWaitedForEither() throws IOException {
        try (RawHttp http = new RawHttp()) {
            assertThat(http.send(post("")).answer().status()).isEqualTo(401);

            http.send(" ");

            assertThatThrownBy(http::answer)
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
    }
}
