package io.muster.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.event.HttpTest;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The feed (docs/api.md#feed). */
@QuarkusTest
@TestProfile(WithOutbound.class)
@Tag("service")
@Tag("slow")
class FeedTest extends HttpTest {
    private static final String FEED = "/api/feed";

    private final String firm = fresh("m");
    private final Client manager = manager(firm);
    private final String sub = fresh("p");
    private final Client person = staff(sub, firm);

    private JsonNode part(String query) {
        return manager.get(FEED + query).expect(200).body();
    }

    private List<JsonNode> events(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> part("").path("events").size() >= count);
        List<JsonNode> events = new ArrayList<>();
        part("").path("events").forEach(events::add);
        return events;
    }

    @Test
    void eachLineOnceAndInOrder() {
        String event = createPublished(manager);
        accept(person, event, "Server").expect(200);
        decline(person, event).expect(200);

        List<JsonNode> events = events(3);

        assertThat(events)
                .extracting(it -> it.path("id").textValue())
                .containsExactly(event + "/1", event + "/2", event + "/3");
        assertThat(events)
                .extracting(it -> it.path("type").textValue())
                .containsExactly("io.muster.created", "io.muster.accepted", "io.muster.declined");
        assertThat(events).extracting(it -> it.path("sequence").textValue()).containsExactly("1", "2", "3");
        JsonNode accepted = events.get(1);
        assertThat(accepted.path("source").textValue()).isEqualTo("/firms/" + firm);
        assertThat(accepted.path("subject").textValue()).isEqualTo(event);
        assertThat(accepted.path("data").path("userKey").textValue()).isEqualTo("oidc:" + sub);
        assertThat(accepted.path("data").path("role").textValue()).isEqualTo("Server");
        assertThat(accepted.path("data").path("accepted").intValue()).isEqualTo(1);
        assertThat(accepted.toString()).doesNotContain("Name of", "@example.org");
    }

    @Test
    void itIsReadInPartsAndByTypes() {
        String event = createPublished(manager);
        accept(person, event, "Server").expect(200);
        decline(person, event).expect(200);
        events(3);

        JsonNode first = part("?limit=2");
        assertThat(first.path("events")).hasSize(2);
        assertThat(first.path("next").longValue()).isEqualTo(2);
        JsonNode rest = part("?after=2");
        assertThat(rest.path("events")).hasSize(1);
        assertThat(rest.path("next").longValue()).isEqualTo(3);
        assertThat(part("?after=3").path("next").longValue()).isEqualTo(3);

        JsonNode declined = part("?types=io.muster.declined,promoted");
        assertThat(declined.path("events")).hasSize(1);
        assertThat(declined.path("next").longValue()).isEqualTo(3);
        JsonNode none = part("?types=removed");
        assertThat(none.path("events")).isEmpty();
        assertThat(none.path("next").longValue()).as("what was looked at").isEqualTo(3);
    }

    @Test
    void whoWaitsIsAnsweredOnceThereIsSomething() throws Exception {
        String event = createPublished(manager);
        events(1);
        long begun = System.nanoTime();

        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> part("?after=1&wait=8"));
        accept(person, event, "Server").expect(200);
        JsonNode news = waiting.get(10, TimeUnit.SECONDS);

        assertThat(news.path("events")).hasSize(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(7));
        assertThat(part("?after=2&wait=1").path("events")).as("nothing comes").isEmpty();
    }

    @Test
    void whatIsWrongIsSaidAllAtOnce() {
        JsonNode problem = manager.get(FEED + "?after=-1&limit=1001&wait=9&types=accepted,nonsense")
                .expect(400)
                .body();

        assertThat(problem.path("violations").findValuesAsText("field"))
                .containsExactlyInAnyOrder("after", "limit", "wait", "types");
    }

    @Test
    void staffAndOtherFirmsReadNothingOfIt() {
        createPublished(manager);
        events(1);

        person.get(FEED).expect(403);
        assertThat(manager(fresh("m")).get(FEED).expect(200).body().path("events"))
                .isEmpty();
    }

    @Test
    void aMachineOfTheScopeReadsTheFeedOfItsFirmAndNothingElse() {
        createPublished(manager);
        events(1);
        String feed = token("feed");
        String wall = token("wall");

        assertThat(RestAssured.given()
                        .header("Authorization", "Bearer " + feed)
                        .get(FEED)
                        .jsonPath()
                        .getList("events"))
                .hasSize(1);
        assertThat(status(wall, FEED)).isEqualTo(403);
        assertThat(status(feed, EVENTS)).isEqualTo(403);
        assertThat(status(feed, "/api/me")).isEqualTo(403);
        assertThat(RestAssured.given()
                        .header("Authorization", "Bearer " + feed)
                        .header("Muster-Firm", fresh("m"))
                        .get(FEED)
                        .statusCode())
                .isEqualTo(403);
    }

    private String token(String scope) {
        return manager.post(
                        "/api/firm/tokens", Bodies.object().put("scope", scope).put("name", "One"))
                .expect(201)
                .body()
                .path("token")
                .textValue();
    }

    private static int status(String secret, String path) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + secret)
                .get(path)
                .statusCode();
    }
}
