package io.muster.api.people;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.muster.api.event.HttpTest;
import io.muster.api.respond.TurnedClock;
import io.muster.people.TokenSecret;
import io.muster.testing.database.TestDatabase;
import io.muster.testing.http.Bodies;
import io.muster.testing.http.Client;
import io.muster.testing.openapi.ContractDocument;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.awaitility.Awaitility;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The tokens of a firm's machines (docs/api.md#machine-tokens). The socket has {@code MachineSocketTest}. */
@QuarkusTest
@Tag("service")
class MachineTokensTest extends HttpTest {
    private static final String TOKENS = "/api/firm/tokens";
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete");
    private static final Set<String> OPEN =
            Set.of("/api/events", "/api/events/{id}", "/api/events/summary", "/api/events/{id}/journal");

    private static final Set<String> OPEN_TO_FEED = Set.of("/api/feed");

    /** While the database is far away a revocation is still heard within it. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final int A_MINUTE = 60;

    @Inject
    TurnedClock clock;

    private final String firm = fresh("f");
    private final Client owner = manager(firm);

    private static ObjectNode body(String scope) {
        return Bodies.object().put("scope", scope).put("name", " Wall in the hall ");
    }

    private JsonNode made(String scope) {
        return owner.post(TOKENS, body(scope)).expect(201).body();
    }

    private static RequestSpecification with(String secret) {
        return RestAssured.given().urlEncodingEnabled(false).header("Authorization", "Bearer " + secret);
    }

    private static int status(String secret) {
        return with(secret).get(EVENTS).statusCode();
    }

    @Test
    void theSecretIsAnsweredOnceAndStoredNowhere() {
        JsonNode wall = made("wall");
        String secret = wall.path("token").textValue();

        JsonNode listed = owner.get(TOKENS).expect(200).body();

        assertThat(wall.path("name").textValue()).isEqualTo("Wall in the hall");
        Instant created = Instant.parse(wall.path("created_at").textValue());
        assertThat(Instant.parse(wall.path("expires_at").textValue())).isEqualTo(created.plus(365, ChronoUnit.DAYS));
        ObjectNode without = wall.deepCopy();
        without.remove("token");
        assertThat(listed.path("tokens")).containsExactly(without);
        String database = ConfigProvider.getConfig().getValue("quarkus.mongodb.database", String.class);
        try (MongoClient mongo = MongoClients.create(TestDatabase.uri())) {
            for (String collection : mongo.getDatabase(database).listCollectionNames()) {
                mongo.getDatabase(database)
                        .getCollection(collection)
                        .find()
                        .forEach(document -> assertThat(document.toJson()).doesNotContain(secret));
            }
            assertThat(mongo.getDatabase(database).getCollection("tokens").countDocuments())
                    .isPositive();
        }
    }

    @Test
    void aWallReadsTheBoardOfItsFirmAlone() {
        String event = createPublished(owner);
        String other = fresh("g");
        String foreign = createPublished(manager(other));
        accept(staff("guest-" + firm, firm), event, "Server").expect(200);
        String secret = made("wall").path("token").textValue();

        Response list = with(secret).get(EVENTS);

        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.<String>path("events[0].id")).isEqualTo(event);
        assertThat(list.asString()).doesNotContain(foreign, "@example.org");
        assertThat(with(secret).get(path(event)).asString())
                .contains("oidc:guest-" + firm)
                .doesNotContain("@example.org");
        assertThat(with(secret).get(path(event) + "/journal").statusCode()).isEqualTo(200);
        assertThat(with(secret)
                        .get(EVENTS + "/summary?from=2026-12-01&to=2026-12-31")
                        .statusCode())
                .isEqualTo(200);
        assertThat(with(secret).get(path(foreign)).statusCode()).isEqualTo(404);
        assertThat(with(secret).header("Muster-Firm", firm).get(path(event)).statusCode())
                .isEqualTo(200);
        assertThat(with(secret).header("Muster-Firm", other).get(EVENTS).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wall", "feed"})
    void everyOtherCallOfTheDocumentIsRefused(String scope) {
        String event = createPublished(owner);
        String secret = made(scope).path("token").textValue();
        String before = owner.get(path(event)).text() + owner.get(TOKENS).text();
        int calls = 0;
        for (var path : ContractDocument.OPENAPI.tree().path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                Set<String> its = scope.equals("wall") ? OPEN : OPEN_TO_FEED;
                boolean open = operation.getKey().equals("get") && its.contains(path.getKey());
                if (METHODS.contains(operation.getKey()) && !path.getKey().equals("/api/ws") && !open) {
                    calls++;
                    refused(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            operation.getValue(),
                            event,
                            secret);
                }
            }
        }
        assertThat(calls).isGreaterThan(35);
        assertThat(owner.get(path(event)).text() + owner.get(TOKENS).text()).isEqualTo(before);
    }

    private static void refused(String method, String template, JsonNode operation, String event, String secret) {
        String path = template.replace("{id}", event)
                .replace("{userKey}", "oidc:ada")
                .replace("{teamId}", "bar")
                .replace("{secret}", "AAAAAAAAAAAAAAAAAAAAAA")
                .replace("{managerId}", "m-1");
        String type =
                operation.at("/requestBody/content").has("text/csv") ? "text/csv; charset=utf-8" : "application/json";
        RequestSpecification as = with(secret);
        Response answer = (method.equals("GET") ? as : as.contentType(type).body("{}")).request(method, path);
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, template, answer.asString())
                .isEqualTo(403);
    }

    @Test
    void aRevokedOneOpensNothingMore() {
        JsonNode wall = made("wall");
        String secret = wall.path("token").textValue();
        assertThat(status(secret)).isEqualTo(200);

        owner.delete(TOKENS + "/" + wall.path("id").textValue()).expect(204);

        Awaitility.await().atMost(SOON).until(() -> status(secret) == 401);
        assertThat(with(secret).get(EVENTS).header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        owner.delete(TOKENS + "/" + wall.path("id").textValue()).expect(404, "TOKEN_NOT_FOUND");
    }

    @Test
    void anExpiredOneOpensNothingMoreAndMakesRoom() {
        Instant expiry = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.MILLIS);
        String secret = owner.post(TOKENS, body("wall").put("expires_at", expiry.toString()))
                .expect(201)
                .body()
                .path("token")
                .textValue();
        assertThat(status(secret)).isEqualTo(200);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> status(secret) == 401);

        assertThat(Instant.now()).isAfterOrEqualTo(expiry);
        String next = made("feed").path("id").textValue();
        assertThat(owner.get(TOKENS).body().path("tokens").findValuesAsText("id"))
                .containsExactly(next);
    }

    @Test
    void oneThatNeverWasIsAsAnyBadToken() {
        Response answer = with(TokenSecret.random()).get(EVENTS);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.<String>path("code")).isEqualTo("UNAUTHENTICATED");
        assertThat(with("muster_short").get(EVENTS).statusCode()).isEqualTo(401);
    }

    /** From one address; a machine at work there goes on, and one that has never been here waits with the others. */
    @Test
    void whoTriesTokensIsLimited() {
        String wall = made("wall").path("token").textValue();
        String fresh = made("wall").path("token").textValue();
        assertThat(status(wall)).isEqualTo(200);
        try {
            int looked = 0;
            Response answer = with(TokenSecret.random()).get(EVENTS);
            while (answer.statusCode() == 401 && looked <= A_MINUTE) {
                looked++;
                answer = with(TokenSecret.random()).get(EVENTS);
            }

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.<String>path("code")).isEqualTo("RATE_LIMITED");
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
            assertThat(with(TokenSecret.random())
                            .contentType("application/json")
                            .body("{}")
                            .post(EVENTS)
                            .statusCode())
                    .as("whatever the call")
                    .isEqualTo(429);
            assertThat(status(wall)).isEqualTo(200);
            assertThat(status(fresh)).isEqualTo(429);
            owner.get(EVENTS).expect(200);
        } finally {
            clock.turn(Duration.ofMinutes(1));
        }
        assertThat(status(fresh)).isEqualTo(200);
    }

    @Test
    void aSecondFirmSeesAndRevokesNothing() {
        JsonNode wall = made("wall");
        Client second = manager(fresh("g"));

        assertThat(second.get(TOKENS).expect(200).body().path("tokens")).isEmpty();
        String unknown =
                second.delete(TOKENS + "/" + new ObjectId()).expect(404).text();
        for (String id : new String[] {wall.path("id").textValue(), "none"}) {
            assertThat(second.delete(TOKENS + "/" + id)
                            .expect(404, "TOKEN_NOT_FOUND")
                            .text())
                    .isEqualTo(unknown);
        }
        assertThat(status(wall.path("token").textValue())).isEqualTo(200);
        staff("p", firm).get(TOKENS).expect(403, "FORBIDDEN");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(owner.post(TOKENS, "{}").expect(400, "VALIDATION").violations())
                .containsExactlyInAnyOrder("scope", "name");
        for (Instant wrong :
                new Instant[] {Instant.now().minusSeconds(1), Instant.now().plus(366, ChronoUnit.DAYS)}) {
            assertThat(owner.post(TOKENS, body("wall").put("expires_at", wrong.toString()))
                            .expect(400, "VALIDATION")
                            .violations())
                    .containsExactly("expires_at");
        }
        assertThat(owner.post(TOKENS, body("admin").put("expires_at", "soon"))
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactlyInAnyOrder("scope", "expires_at");
        assertThat(owner.get(TOKENS).body().path("tokens")).isEmpty();
    }

    @Test
    void aFirmHasSoManyAndNoMore() {
        for (int i = 0; i < 50; i++) {
            made("feed");
        }
        owner.post(TOKENS, body("wall")).expect(409, "TOO_MANY_TOKENS");
    }

    @Test
    void noMemberIsAMachine() {
        assertThat(owner.post(
                                "/api/members",
                                Bodies.object().put("name", "X").put("userKey", "machine:" + new ObjectId()))
                        .expect(400, "VALIDATION")
                        .violations())
                .containsExactly("userKey");
    }
}
