package io.muster.webhook;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.standardwebhooks.Webhook;
import io.muster.api.event.HttpTest;
import io.muster.outbound.WithOutbound;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.webhook.WithReceiver.Message;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Webhooks (docs/api.md#webhooks). */
@QuarkusTest
@TestProfile(WithOutbound.class)
@WithTestResource(WithReceiver.class)
@Tag("service")
@Tag("slow")
class WebhooksTest extends HttpTest {
    private static final String WEBHOOKS = "/api/webhooks";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String firm = fresh("m");
    private final Client manager = manager(firm);
    private final String path = "/" + fresh("hook");

    private static ObjectNode body(String url) {
        return Bodies.object().put("url", url);
    }

    private JsonNode made(ObjectNode body) {
        return manager.post(WEBHOOKS, body).expect(201).body();
    }

    private JsonNode made(String at) {
        return made(body(WithReceiver.url(at)));
    }

    private JsonNode read(JsonNode webhook) {
        return manager.get(WEBHOOKS + "/" + webhook.path("id").textValue())
                .expect(200)
                .body();
    }

    private static List<String> ids(String at) {
        List<String> ids = new ArrayList<>();
        WithReceiver.received(at)
                .forEach(message ->
                        events(message).forEach(it -> ids.add(it.path("id").textValue())));
        return ids;
    }

    private static JsonNode events(Message message) {
        try {
            return JSON.readTree(message.body());
        } catch (java.io.IOException unreadable) {
            throw new AssertionError(message.body(), unreadable);
        }
    }

    private static void verify(String secret, Message message) throws Exception {
        new Webhook(secret).verify(message.body(), HttpHeaders.of(message.headers(), (name, value) -> true));
    }

    @Test
    void whatHappensArrivesSignedAndInOrder() throws Exception {
        createPublished(manager);
        JsonNode webhook = made(path);
        String event = createPublished(manager);
        for (int i = 0; i < 3; i++) {
            accept(staff(fresh("p"), firm), event, "Server").expect(200);
        }

        Awaitility.await().atMost(PATIENCE).until(() -> ids(path).size() >= 4);

        assertThat(ids(path))
                .as("from when it was made on")
                .containsExactly(event + "/1", event + "/2", event + "/3", event + "/4");
        for (Message message : WithReceiver.received(path)) {
            verify(webhook.path("secret").textValue(), message);
            assertThat(message.headers().get("content-type")).containsExactly("application/cloudevents-batch+json");
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> read(webhook).path("after").longValue() == 5);
        assertThat(read(webhook).path("deliveries").get(0).path("outcome").textValue())
                .isEqualTo("2xx");
    }

    @Test
    void onlyTheTypesWantedAreSentAndTheOthersPassedBy() {
        ObjectNode body = body(WithReceiver.url(path));
        body.putArray("types").add("io.muster.accepted");
        JsonNode webhook = made(body);
        String event = createPublished(manager);
        accept(staff(fresh("p"), firm), event, "Server").expect(200);
        decline(staff(fresh("p"), firm), event).expect(200);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> read(webhook).path("after").longValue() == 3);

        assertThat(ids(path)).containsExactly(event + "/2");
    }

    /** Of ten one does not answer, and one is not there at all. */
    @Test
    void aDeadOneDelaysNoOther() {
        WithReceiver.answers(path + 0, 500);
        List<JsonNode> webhooks = IntStream.range(0, 10)
                .mapToObj(i -> i == 1 ? made(body("https://dead.invalid/")) : made(path + i))
                .toList();
        String event = createPublished(manager);
        accept(staff(fresh("p"), firm), event, "Server").expect(200);

        for (int i = 2; i < webhooks.size(); i++) {
            String at = path + i;
            Awaitility.await().atMost(PATIENCE).until(() -> ids(at).size() == 2);
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> read(webhooks.get(0)).path("failing_since").isTextual()
                        && read(webhooks.get(1)).path("failing_since").isTextual());
        assertThat(read(webhooks.get(0)).path("state").textValue()).isEqualTo("active");
        assertThat(read(webhooks.get(0)).path("after").longValue()).isZero();
        assertThat(read(webhooks.get(0)).at("/deliveries/0/outcome").textValue())
                .isEqualTo("5xx");
        assertThat(read(webhooks.get(1)).at("/deliveries/0/outcome").textValue())
                .isEqualTo("unreachable");
        WithReceiver.answers(path + 0, 200);
        // The first pause is five seconds.
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> read(webhooks.get(0)).path("after").longValue() == 2);
        List<Message> first = WithReceiver.received(path + 0);
        assertThat(first.get(0).body()).startsWith("[{");
        assertThat(read(webhooks.get(0)).path("failing_since").isNull()).isTrue();
    }

    @Test
    void whoWantsNothingAnyMoreIsFailingUntilSomebodySaysWhereToGoOn() {
        WithReceiver.answers(path, 410);
        JsonNode webhook = made(path);
        String event = createPublished(manager);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> read(webhook).path("state").textValue().equals("failing"));
        accept(staff(fresh("p"), firm), event, "Server").expect(200);
        WithReceiver.answers(path, 200);
        int before = WithReceiver.received(path).size();
        JsonNode changed = manager.patch(
                        WEBHOOKS + "/" + webhook.path("id").textValue(),
                        Bodies.object().put("state", "active").put("after", 0))
                .expect(200)
                .body();

        assertThat(changed.path("state").textValue()).isEqualTo("active");
        Awaitility.await().atMost(PATIENCE).until(() -> ids(path).contains(event + "/2"));
        assertThat(events(WithReceiver.received(path).get(before))
                        .get(0)
                        .path("id")
                        .textValue())
                .isEqualTo(event + "/1");
        assertThat(manager.get("/api/feed?types=hook_failing")
                        .expect(200)
                        .body()
                        .path("events"))
                .hasSize(1);
    }

    @Test
    void aSecretThatIsReplacedSignsForADayAndAtOnceNoMoreIfWanted() throws Exception {
        JsonNode webhook = made(path);
        String at = WEBHOOKS + "/" + webhook.path("id").textValue();
        String first = webhook.path("secret").textValue();
        String second = manager.post(at + "/rotate", Bodies.object())
                .expect(200)
                .body()
                .path("secret")
                .textValue();

        JsonNode trial = manager.post(at + "/test", Bodies.object()).expect(200).body();

        assertThat(trial.path("taken").booleanValue()).isTrue();
        Message both = WithReceiver.received(path).get(0);
        verify(first, both);
        verify(second, both);
        assertThat(both.body()).isEqualTo("[]");
        String third = manager.post(at + "/rotate?now=true", Bodies.object())
                .expect(200)
                .body()
                .path("secret")
                .textValue();
        manager.post(at + "/test", Bodies.object()).expect(200);
        Message last = WithReceiver.received(path).get(1);
        verify(third, last);
        assertThat(last.headers())
                .hasEntrySatisfying(
                        "webhook-signature", values -> assertThat(values.get(0)).doesNotContain(" "));
        for (int i = 0; i < 3; i++) {
            manager.post(at + "/test", Bodies.object()).expect(200);
        }
        manager.post(at + "/test", Bodies.object()).expect(429);
    }

    @Test
    void whereItMayNotGoIsRefusedBeforeItIsStored() {
        for (String url : List.of(
                "http://example.org/",
                "https://127.0.0.1/",
                "https://10.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://example.org:8443/",
                "https://me@example.org/",
                "https://169.254.169.254/latest",
                "nonsense")) {
            assertThat(manager.post(WEBHOOKS, body(url))
                            .expect(400)
                            .body()
                            .at("/violations/0/field")
                            .textValue())
                    .as(url)
                    .isEqualTo("url");
        }
        ObjectNode unknown = body(WithReceiver.url(path));
        unknown.putArray("types").add("nonsense");
        manager.post(WEBHOOKS, unknown).expect(400);
        assertThat(manager.get(WEBHOOKS).expect(200).body().path("webhooks")).isEmpty();
    }

    @Test
    void aFirmHasTenAndOthersSeeNothingOfThem() {
        JsonNode first = made(path);
        for (int i = 1; i < 10; i++) {
            made(path + i);
        }
        manager.post(WEBHOOKS, body(WithReceiver.url(path))).expect(409);

        String at = WEBHOOKS + "/" + first.path("id").textValue();
        JsonNode listed = manager.get(WEBHOOKS).expect(200).body().path("webhooks");
        assertThat(listed).hasSize(10);
        assertThat(listed.toString()).doesNotContain("whsec_");
        Client other = manager(fresh("m"));
        other.get(at).expect(404);
        other.patch(at, Bodies.object().put("url", "https://example.org/")).expect(404);
        other.post(at + "/rotate", Bodies.object()).expect(404);
        other.delete(at).expect(404);
        staff(fresh("p"), firm).get(WEBHOOKS).expect(403);
        manager.patch(at, Bodies.object().put("url", "https://example.org/")).expect(200);
        manager.with("If-Match", "\"1\"")
                .patch(at, Bodies.object().put("url", "https://example.org/"))
                .expect(412);
        manager.delete(at).expect(204);
        manager.delete(at).expect(404);
    }
}
