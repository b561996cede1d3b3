package io.muster.api.live;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.muster.testing.http.RawSocket;
import io.muster.testing.http.TestSocket;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.http.WebSocketConnectOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sockets of which nobody answers give way to who knocks, long before they would be ended by themselves. */
@QuarkusTest
@Tag("service")
@TestProfile(Scripted.class)
class DeadSocketsTest extends SocketTest {
    private static final int PLACES = 5;

    @Test
    void whoKnocksIsToldWhenAndGetsIn() throws IOException {
        TestTokens person = TestTokens.staff("dead-sockets");
        WebSocketConnectOptions knock = clients.options().addHeader("Authorization", person.bearer());
        List<RawSocket> dead = new ArrayList<>();
        try {
            while (dead.size() < PLACES) {
                dead.add(new RawSocket(RestAssured.port, person, 4096));
            }
            TestSocket.Refusal atOnce = clients.refusal(knock);
            assertThat(atOnce.status()).isEqualTo(429);
            assertThat(atOnce.headers().get("Retry-After"))
                    .as("all of them were heard")
                    .isEqualTo("60");

            await().until(() ->
                    clients.refusal(knock).headers().get("Retry-After").equals("5"));

            await().atMost(Duration.ofSeconds(12))
                    .until(() -> clients.begin(knock)
                            .handle((socket, refused) -> socket != null)
                            .join());
            dead.forEach(RawSocket::readToTheEnd);
        } finally {
            for (RawSocket socket : dead) {
                socket.close();
            }
        }
    }
}
