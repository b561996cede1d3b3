package io.muster.api.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.http.RawHttp;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is counted, by the names of the contract (docs/api.md#metrics), and by no name that a client could choose. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class MetricsTest {
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"([^\"]*)\"");
    private static final Set<String> OUTCOMES = Set.of(
            "recorded",
            "replayed",
            "unchanged",
            "event_not_found",
            "event_closed",
            "already_accepted",
            "barred",
            "role_not_found",
            "capacity_full",
            "approval_required",
            "standby_full",
            "refused",
            "not_open_yet",
            "withdraw_closed",
            "not_accepted",
            "changed_since",
            "too_many_changes",
            "not_qualified",
            "time_conflict",
            "erasure_running",
            "not_yet_available",
            "idempotency_key_reused",
            "overloaded",
            "database_unavailable",
            "outcome_unknown",
            "internal");

    @Test
    void everythingPromisedIsThereWithItsLabels() {
        String metrics = scraped();

        for (String name : List.of(
                "muster_response_seconds_count",
                "muster_response_seconds_sum",
                "muster_batch_size_count",
                "muster_batch_size_sum",
                "muster_batch_size_max",
                "muster_batch_limit",
                "muster_lane_depth",
                "muster_ws_connections",
                "muster_fanout_lag_seconds_count",
                "muster_fanout_lag_seconds_sum",
                "muster_capacity_overflow_total",
                "muster_guard_misses_total")) {
            assertThat(lines(metrics, name))
                    .as(name)
                    .hasSize(1)
                    .allSatisfy(line -> assertThat(line).doesNotContain("{"));
        }
        assertThat(values(metrics, "muster_transactions_total", "result"))
                .containsExactlyInAnyOrder("committed", "aborted", "retried");
        assertThat(lines(metrics, "muster_responses_total")).hasSize(3 * OUTCOMES.size());
        assertThat(values(metrics, "muster_responses_total", "response"))
                .containsExactlyInAnyOrder("accept", "confirm", "decline");
        assertThat(values(metrics, "muster_responses_total", "outcome")).isEqualTo(new TreeSet<>(OUTCOMES));
        assertThat(values(metrics, "muster_response_seconds_bucket", "le"))
                .contains("0.05", "0.1", "0.25", "0.5", "1.0", "+Inf")
                .hasSizeLessThan(20);
        assertThat(metrics)
                .contains("jvm_memory_used_bytes", "mongodb_driver_pool_checkedout", "mongodb_driver_commands_seconds");
    }

    @Test
    void whatHappensIsCounted() {
        String manager = "firm-" + Long.toString(System.nanoTime(), 36);
        double accepted = responses("accept", "recorded");
        double full = responses("accept", "capacity_full");
        double declined = responses("decline", "recorded");
        double answers = value("muster_response_seconds_count");
        double committed = value("muster_transactions_total", "result=\"committed\"");
        String id = published(manager, 2);

        for (int i = 0; i < 5; i++) {
            person(manager, "p" + i)
                    .post("/api/events/" + id + "/respond", Bodies.accept("Server"))
                    .expect(i < 2 ? 200 : 409);
        }
        person(manager, "p0")
                .post("/api/events/" + id + "/respond", Bodies.decline())
                .expect(200);

        assertThat(responses("accept", "recorded") - accepted).isEqualTo(2);
        assertThat(responses("accept", "capacity_full") - full).isEqualTo(3);
        assertThat(responses("decline", "recorded") - declined).isOne();
        assertThat(value("muster_response_seconds_count") - answers).isEqualTo(6);
        assertThat(value("muster_transactions_total", "result=\"committed\"") - committed)
                .as("refusals need none")
                .isGreaterThanOrEqualTo(4);
        assertThat(value("muster_lane_depth")).isZero();
    }

    @Test
    void noWordOfAClientIsALabel() throws Exception {
        String word = "w" + Long.toString(System.nanoTime(), 36);
        String id = published(word, 1);
        Client person = person(word, word);
        person.with("Idempotency-Key", word).post("/api/events/" + id + "/respond", Bodies.accept(word));
        person.get("/api/events/" + word);
        person.get("/api/" + word + "/" + word);
        person.get("/" + word);
        person.get("/api/events?status=" + word);
        RestAssured.given().get("/api/" + word).then().statusCode(401);
        RestAssured.given()
                .header("Origin", "https://" + word)
                .get("/api/" + word)
                .then()
                .statusCode(403);
        RestAssured.given().post("/" + word).then().statusCode(404);
        for (String path : List.of("/api/events", "/" + word)) {
            try (RawHttp raw = new RawHttp()) {
                raw.send(word.toUpperCase(Locale.ROOT) + " " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .answer();
            }
        }

        String metrics = scraped();

        assertThat(metrics.toLowerCase(Locale.ROOT)).doesNotContain(word, id, "oidc:");
        assertThat(values(metrics, "http_server_requests_seconds_count", "uri"))
                .contains("/api/events/{id}", "/api/events/{id}/respond");
        assertThat(values(metrics, "http_server_requests_seconds_count", "method"))
                .isSubsetOf("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    }

    private static String published(String manager, int places) {
        return Client.of(TestTokens.manager(manager))
                .post("/api/events", Bodies.roles(Bodies.published(), places, "Server"))
                .expect(201)
                .id();
    }

    private static Client person(String manager, String sub) {
        return Client.of(TestTokens.staff(sub).claim("managerIds", List.of(manager)));
    }

    private static double responses(String response, String outcome) {
        return value("muster_responses_total", "outcome=\"" + outcome + "\"", "response=\"" + response + "\"");
    }

    /** The sum of a name's series that have all of the labels. */
    private static double value(String name, String... labels) {
        return lines(scraped(), name).stream()
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    private static String scraped() {
        return RestAssured.given().accept("text/plain").get("/q/metrics").asString();
    }

    /** The series of a name. */
    private static List<String> lines(String metrics, String name) {
        return Arrays.stream(metrics.split("\n"))
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .toList();
    }

    private static Set<String> values(String metrics, String name, String label) {
        return lines(metrics, name).stream()
                .flatMap(line -> LABEL.matcher(line).results())
                .filter(match -> match.group(1).equals(label))
                .map((Function<MatchResult, String>) match -> match.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
