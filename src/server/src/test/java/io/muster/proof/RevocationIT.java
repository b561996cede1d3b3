package io.muster.proof;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.muster.testing.http.Answer;
import io.muster.testing.http.Call;
import io.muster.testing.http.Manager;
import io.muster.testing.http.OpenStage;
import io.muster.testing.http.Stage;
import io.muster.testing.http.TestSocket;
import io.muster.testing.service.PackagedService;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** A machine's token that one process revokes opens nothing more at another one within two seconds (docs/api.md#machine-tokens). */
@Tag("binary")
@ExtendWith(OpenStage.class)
class RevocationIT {
    private static final String TOKENS = "/api/firm/tokens";
    private static final Duration WITHIN = Duration.ofSeconds(2);

    private Stage stage;
    private PackagedService service;
    private Manager manager;

    @BeforeEach
    void open(OpenStage.Running running) {
        stage = running.stage();
        service = running.service();
        manager = stage.manager(service, "revocation");
    }

    private Answer send(PackagedService to, HttpMethod method, String path, String token, Optional<JsonObject> body) {
        return stage.client().send(Call.of(to.port(), method, path, token, body));
    }

    private JsonObject made(String name) {
        JsonObject body = new JsonObject().put("scope", "wall").put("name", name);
        Answer made = send(service, HttpMethod.POST, TOKENS, manager.token(), Optional.of(body));
        assertThat(made.status()).isEqualTo(201);
        return made.body();
    }

    private int status(PackagedService at, JsonObject token) {
        return send(at, HttpMethod.GET, "/api/events", token.getString("token"), Optional.empty())
                .status();
    }

    private static TestSocket opened(TestSocket.Clients clients, JsonObject token) {
        TestSocket socket =
                clients.open(clients.options().addHeader("Authorization", "Bearer " + token.getString("token")));
        assertThat(socket.next().getString("event")).isEqualTo("welcome");
        return socket;
    }

    @Test
    void aTokenThatIsRevokedAtOneProcessIsRefusedAndItsSocketClosedAtAnother() {
        PackagedService other = stage.startService();
        JsonObject hall = made("Hall");
        JsonObject bar = made("Bar");
        try (TestSocket.Clients clients = new TestSocket.Clients(other.port())) {
            // Known at both processes, which keep what they have read.
            for (PackagedService process : List.of(service, other)) {
                assertThat(status(process, hall)).isEqualTo(200);
                assertThat(status(process, bar)).isEqualTo(200);
            }
            TestSocket ofHall = opened(clients, hall);
            TestSocket ofBar = opened(clients, bar);

            assertThat(send(
                                    service,
                                    HttpMethod.DELETE,
                                    TOKENS + "/" + hall.getString("id"),
                                    manager.token(),
                                    Optional.empty())
                            .status())
                    .isEqualTo(204);
            long revoked = System.nanoTime();

            Awaitility.await()
                    .atMost(WITHIN)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> status(other, hall) == 401);
            assertThat(ofHall.closeCode()).isEqualTo(1008);
            assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(WITHIN);
            assertThat(status(service, hall)).isEqualTo(401);
            assertThat(status(other, bar)).isEqualTo(200);
            ofBar.say("{\"type\":\"ping\"}");
            assertThat(ofBar.next().getString("event")).isEqualTo("pong");
        } finally {
            other.stop();
        }
    }
}
