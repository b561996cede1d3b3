package io.muster.api.body;

import java.io.IOException;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.RawHttp;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A body that is refused unread does not hold up what the client sends next on the same connection. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class UnreadBodyTest {
    private static final int LARGE = 400_000;

    private static String head(String headers) {
        return "POST /api/probe/tree HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                + "\r\n";
    }

    private static final String SIGNED_IN =
            "Authorization: " + TestTokens.staff("1").bearer() + "\r\n";

    private static void assertTheNextIsAnswered(RawHttp http) throws IOException {
        http.send(head(SIGNED_IN + "Content-Length: 2\r\n") + "{}");
        assertThat(http.answer().status()).isEqualTo(200);
    }

    @Test
    void withoutAToken() throws IOException {
        try (RawHttp http = new RawHttp()) {
            http.send(head("Content-Length: " + LARGE + "\r\n") + "x".repeat(LARGE));

            assertThat(http.answer().status()).isEqualTo(401);
            assertTheNextIsAnswered(http);
        }
    }

    @Test
    void withABadToken() throws IOException {
        try (RawHttp http = new RawHttp()) {
            http.send(head("Authorization: Bearer x\r\nContent-Length: " + LARGE + "\r\n") + "x".repeat(LARGE));

            assertThat(http.answer().status()).isEqualTo(401);
            assertTheNextIsAnswered(http);
        }
    }

    @Test
    void overTheLimit() throws IOException {
        try (RawHttp http = new RawHttp()) {
            http.send(head(SIGNED_IN + "Content-Length: " + LARGE + "\r\n") + "x".repeat(LARGE));

            assertThat(http.answer().status()).isEqualTo(413);
            assertTheNextIsAnswered(http);
        }
    }

    @Test
    void overTheLimitInChunks() throws IOException {
        try (RawHttp http = new RawHttp()) {
            http.send(head(SIGNED_IN + "Transfer-Encoding: chunked\r\n"));
            for (int i = 0; i < 40; i++) {
                http.send("2710\r\n" + "x".repeat(10_000) + "\r\n");
            }
            http.send("0\r\n\r\n");

            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
            assertTheNextIsAnswered(http);
        }
    }

    @Test
    void whoAsksFirstIsRefusedWithoutSending() throws IOException {
        try (RawHttp http = new RawHttp()) {
            http.send(head(SIGNED_IN + "Expect: 100-continue\r\nContent-Length: " + LARGE + "\r\n"));

            assertThat(http.answer().status()).isEqualTo(413);
        }
    }
}
