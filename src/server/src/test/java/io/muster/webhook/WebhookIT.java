package io.muster.webhook;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import com.mongodb.client.model.Filters;
import com.standardwebhooks.Webhook;
import io.muster.testing.http.Answer;
import io.muster.testing.http.Call;
import io.muster.testing.http.Manager;
import io.muster.testing.http.Stage;
import io.muster.testing.service.PackagedService;
import io.muster.webhook.WithReceiver.Message;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The package sends to a webhook, and the one after it goes on where it stopped. */
@Tag("binary")
class WebhookIT {
    private static final String PATH = "/packaged";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Test
    void whatHappensArrivesFromWhicheverProcess() throws Exception {
        WithReceiver receiver = new WithReceiver();
        Map<String, String> allowed = receiver.start();
        try (Stage stage = new Stage()) {
            PackagedService first = start(stage, allowed);
            Manager manager = stage.manager(first, "hooked");
            String secret = made(stage, first, manager);
            String before = manager.publishes(Map.of("Server", 3));
            arrived(before);
            first.stop();
            assertThat(holder(stage)).as("given back").isEmpty();

            PackagedService second = start(stage, allowed);
            String after = stage.manager(second, "hooked").publishes(Map.of("Server", 3));
            arrived(after);

            for (Message message : WithReceiver.received(PATH)) {
                new Webhook(secret).verify(message.body(), HttpHeaders.of(message.headers(), (name, value) -> true));
            }
        } finally {
            receiver.stop();
        }
    }

    private static String holder(Stage stage) {
        return Optional.ofNullable(stage.database()
                        .getCollection("leases")
                        .find(Filters.eq("_id", "outbound"))
                        .first())
                .map(lease -> lease.getString("holder"))
                .orElse("there is none");
    }

    private static PackagedService start(Stage stage, Map<String, String> allowed) {
        PackagedService.Environment environment = stage.environment();
        allowed.values().forEach(hosts -> environment.with("MUSTER_WEBHOOK_ALLOW", hosts));
        WithReceiver.trust().forEach(environment::withProperty);
        return stage.start(environment);
    }

    private static String made(Stage stage, PackagedService service, Manager manager) {
        JsonObject body = new JsonObject().put("url", WithReceiver.url(PATH));
        Answer made = stage.client()
                .send(Call.of(service.port(), HttpMethod.POST, "/api/webhooks", manager.token(), Optional.of(body)));
        assertThat(made.status()).isEqualTo(201);
        return made.body().getString("secret");
    }

    private static void arrived(String event) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> WithReceiver.received(PATH).stream()
                        .anyMatch(message -> message.body().contains(event + "/1")));
    }
}
