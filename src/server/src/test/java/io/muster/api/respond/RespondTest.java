package io.muster.api.respond;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.muster.api.problem.ProblemType;
import io.muster.testing.database.FindRecorder;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.TestTokens;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.muster.api.problem.Problem9457.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of responses to events that exist, over HTTP and down to the database. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class RespondTest {
    private static final String ROUTE = "/api/events/{id}/respond";
    private static final String ACCEPT = "{\"response\":\"accept\",\"role\":\"Server\"}";
    private static final String DECLINE = "{\"response\":\"decline\"}";

    private final String managerId = "m-" + UUID.randomUUID();
    private final String ada = "ada-" + UUID.randomUUID();
    private final String bob = "bob-" + UUID.randomUUID();

    private RequestSpecification manager() {
        return given().header("Authorization", TestTokens.manager(managerId).bearer())
                .contentType("application/json");
    }

    private static RequestSpecification staff(String sub) {
        return given().header(
                        "Authorization",
                        TestTokens.staff(sub).claim("name", "Name of " + sub).bearer())
                .contentType("application/json");
    }

    /** A published event with two servers and one at the bar. */
    private String gala() {
        return made(Map.of("status", "published", "contact_phone", "555-0100"));
    }

    private String made(Map<String, Object> more) {
        Map<String, Object> event = new java.util.HashMap<>(Map.of(
                "event_name", "Gala",
                "date", LocalDate.now(ZoneOffset.UTC).plusDays(30).toString(),
                "roles", List.of(Map.of("role", "Server", "count", 2), Map.of("role", "Bar", "count", 1))));
        event.putAll(more);
        Response answer = manager().body(event).post("/api/events");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.path("id");
    }

    private static Response respond(String sub, String event, String body) {
        return staff(sub).body(body).post(ROUTE, event);
    }

    private static Response respond(String sub, String event, String key, String body) {
        return staff(sub).header("Idempotency-Key", key).body(body).post(ROUTE, event);
    }

    private static void assertRecorded(Response answer, String response, int version) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.<String>path("recorded.response")).isEqualTo(response);
        assertThat(answer.<Integer>path("recorded.version")).isEqualTo(version);
        assertThat(answer.<String>path("recorded.respondedAt"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    private static void assertRefused(Response answer, ProblemType type) {
        assertProblem(answer, type, ROUTE);
    }

    private int versionOf(String event) {
        return manager().get("/api/events/{id}", event).path("version");
    }

    @Test
    void anAcceptIsRecordedAndTheEventShownAsThePersonSeesIt() {
        String event = gala();
        assertRecorded(respond(bob, event, ACCEPT), "accept", 2);

        Response answer = respond(ada, event, "{\"response\":\"accept\",\"role\":\"sERVER\"}");

        assertRecorded(answer, "accept", 3);
        assertThat(answer.<String>path("recorded.role")).isEqualTo("Server");
        assertThat(answer.<Integer>path("accepted_count")).isEqualTo(2);
        assertThat(answer.<List<String>>path("accepted_staff.userKey")).containsExactly("oidc:" + ada);
        assertThat(answer.<String>path("my_response.response")).isEqualTo("accept");
        assertThat(answer.<String>path("contact_phone")).isEqualTo("555-0100");
        assertThat(answer.asString()).doesNotContain(bob);
        assertThat(answer.<Boolean>path("replayed")).isNull();
    }

    @Test
    void theManagerSeesTheNameAtOnce() {
        String event = gala();
        respond(ada, event, ACCEPT);

        assertThat(manager().get("/api/events/{id}", event).<String>path("accepted_staff[0].name"))
                .isEqualTo("Name of " + ada);
    }

    @Test
    void aSecondAcceptIsRefusedWhateverTheRole() {
        String event = gala();
        respond(ada, event, ACCEPT);

        Response answer = respond(ada, event, "{\"response\":\"accept\",\"role\":\"Bar\"}");

        assertRefused(answer, ProblemType.ALREADY_ACCEPTED);
        assertThat(answer.<String>path("message")).isEqualTo("You have already accepted this event");
        assertThat(answer.<String>path("role")).isEqualTo("Server");
    }

    @Test
    void aFullRoleIsRefusedWithItsFigures() {
        String event = gala();
        respond(bob, event, "{\"response\":\"accept\",\"role\":\"Bar\"}");

        Response answer = respond(ada, event, "{\"response\":\"accept\",\"role\":\"bar\"}");

        assertRefused(answer, ProblemType.CAPACITY_FULL);
        assertThat(answer.<String>path("message")).isEqualTo("No spots left for role 'Bar'");
        assertThat(answer.<String>path("role")).isEqualTo("Bar");
        assertThat(answer.<Integer>path("capacity")).isEqualTo(1);
        assertThat(answer.<Integer>path("taken")).isEqualTo(1);
        assertThat(answer.<Integer>path("version")).isEqualTo(2);
    }

    @Test
    void aRoleTheEventHasNotIsRefused() {
        assertRefused(
                respond(ada, gala(), "{\"response\":\"accept\",\"role\":\"$where\"}"), ProblemType.ROLE_NOT_FOUND);
    }

    @Test
    void aDeclineNeedsNoRoleAndASecondRecordsNothing() {
        String event = gala();
        assertRecorded(respond(ada, event, DECLINE), "decline", 2);

        Response second = respond(ada, event, DECLINE);

        assertRecorded(second, "decline", 2);
        assertThat(versionOf(event)).isEqualTo(2);
        assertThat(second.<Boolean>path("replayed")).isNull();
    }

    @Test
    void decliningFreesThePlaceAndAcceptingMovesThePerson() {
        String event = gala();
        respond(ada, event, ACCEPT);
        assertRecorded(respond(ada, event, DECLINE), "decline", 3);

        Response answer = respond(ada, event, ACCEPT);

        assertRecorded(answer, "accept", 4);
        assertThat(answer.<Integer>path("accepted_count")).isEqualTo(1);
        assertThat(answer.<Integer>path("declined_count")).isZero();
    }

    @Test
    void aManagerRespondsAsThePersonTheTokenNames() {
        String event = gala();

        Response answer = manager().body(ACCEPT).post(ROUTE, event);

        assertRecorded(answer, "accept", 2);
        assertThat(answer.<List<String>>path("accepted_staff.userKey")).containsExactly("oidc:boss-" + managerId);
    }

    @Test
    void whatIsNotVisibleIsNotFound() {
        String draft = made(Map.of("status", "draft"));
        String forOthers = made(Map.of("status", "published", "audience_user_keys", List.of("oidc:" + bob)));
        String answer = respond(ada, new ObjectId().toHexString(), ACCEPT).asString();

        assertThat(respond(ada, draft, ACCEPT).asString()).isEqualTo(answer);
        assertThat(respond(ada, forOthers, ACCEPT).asString()).isEqualTo(answer);
        Response elsewhere = given().header(
                        "Authorization",
                        TestTokens.staff(ada)
                                .claim("managerIds", List.of("m-other"))
                                .bearer())
                .contentType("application/json")
                .body(ACCEPT)
                .post(ROUTE, gala());
        assertThat(elsewhere.asString()).isEqualTo(answer);
        assertRefused(elsewhere, ProblemType.EVENT_NOT_FOUND);
    }

    @Test
    void aCancelledEventIsClosed() {
        String event = gala();
        manager().post("/api/events/{id}/cancel", event);

        assertRefused(respond(ada, event, ACCEPT), ProblemType.EVENT_CLOSED);
    }

    @Test
    void theSameKeyAnswersTheFirstOutcomeAgain() {
        String event = gala();
        assertRecorded(respond(ada, event, "k1", ACCEPT), "accept", 2);
        assertRecorded(respond(ada, event, "k2", DECLINE), "decline", 3);

        Response again = respond(ada, event, "k1", "{\"response\":\"accept\",\"position\":\" server\"}");

        assertRecorded(again, "accept", 2);
        assertThat(again.<Boolean>path("replayed")).isTrue();
        assertThat(again.<String>path("my_response.response")).isEqualTo("decline");
        assertThat(versionOf(event)).isEqualTo(3);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        String event = gala();
        respond(ada, event, "k1", ACCEPT);

        assertRefused(respond(ada, event, "k1", DECLINE), ProblemType.IDEMPOTENCY_KEY_REUSED);
        assertRefused(
                respond(ada, event, "k1", "{\"response\":\"accept\",\"role\":\"Bar\"}"),
                ProblemType.IDEMPOTENCY_KEY_REUSED);
        assertRecorded(respond(bob, event, "k1", DECLINE), "decline", 3);
    }

    /** Removed and barred, and the event a draft again with other notes: what was recorded is true, the rest is not hers. */
    @Test
    void aReplayToOneWhoSeesTheEventNoMoreTellsNothingOfIt() {
        String event = gala();
        assertRecorded(respond(ada, event, "k1", ACCEPT), "accept", 2);
        manager().delete("/api/events/{id}/staff/{userKey}?bar=true", event, "oidc:" + ada);
        manager().post("/api/events/{id}/unpublish", event);
        manager().body(Map.of("notes", "the new pay")).patch("/api/events/{id}", event);
        assertThat(staff(ada).get("/api/events/{id}", event).statusCode()).isEqualTo(404);

        Response again = respond(ada, event, "k1", ACCEPT);

        assertRecorded(again, "accept", 2);
        assertThat(again.<Map<String, Object>>path("$")).containsOnlyKeys("recorded", "replayed");
    }

    /** Whoever gives a place back in a draft stops seeing it by that. */
    @Test
    void aDeclineThatEndsThePersonsSightTellsNothingOfTheEvent() {
        String event = gala();
        assertRecorded(respond(ada, event, ACCEPT), "accept", 2);
        manager().post("/api/events/{id}/unpublish", event);

        Response declined = respond(ada, event, DECLINE);

        assertRecorded(declined, "decline", 4);
        assertThat(declined.<Map<String, Object>>path("$")).containsOnlyKeys("recorded");
    }

    @Test
    void aKeyAtADeletedEventIsKnownAllTheSame() {
        String event = gala();
        assertRecorded(respond(ada, event, "k1", ACCEPT), "accept", 2);
        assertThat(manager().delete("/api/events/{id}", event).statusCode()).isEqualTo(204);

        Response again = respond(ada, event, "k1", ACCEPT);

        assertRecorded(again, "accept", 2);
        assertThat(again.<Map<String, Object>>path("$")).containsOnlyKeys("recorded", "replayed");
        assertRefused(respond(ada, event, "k1", DECLINE), ProblemType.IDEMPOTENCY_KEY_REUSED);
        assertRefused(respond(ada, event, "k2", ACCEPT), ProblemType.EVENT_NOT_FOUND);
        assertRefused(respond(ada, event, ACCEPT), ProblemType.EVENT_NOT_FOUND);
    }

    @Test
    void aRefusalLeavesTheKeyFree() {
        String event = gala();
        assertRefused(
                respond(ada, event, "k1", "{\"response\":\"accept\",\"role\":\"none\"}"), ProblemType.ROLE_NOT_FOUND);

        Response answer = respond(ada, event, "k1", ACCEPT);

        assertRecorded(answer, "accept", 2);
        assertThat(answer.<Boolean>path("replayed")).isNull();
    }

    @Test
    void repeatsTakeNoTokenHoweverMany() {
        String event = gala();
        assertRecorded(respond(ada, event, "k1", ACCEPT), "accept", 2);
        for (int i = 0; i < 12; i++) {
            assertThat(respond(ada, event, "k1", ACCEPT).<Boolean>path("replayed"))
                    .isTrue();
        }
        for (int i = 0; i < 4; i++) {
            assertRefused(respond(ada, event, ACCEPT), ProblemType.ALREADY_ACCEPTED);
        }

        assertRefused(respond(ada, event, ACCEPT), ProblemType.RATE_LIMITED);
        assertThat(respond(ada, event, "k1", ACCEPT).<Boolean>path("replayed")).isTrue();
        assertRefused(respond(ada, event, "k9", ACCEPT), ProblemType.RATE_LIMITED);
        letAMinutePass();
        assertRefused(respond(ada, event, ACCEPT), ProblemType.ALREADY_ACCEPTED);
    }

    /** As the rate limits count it. */
    void letAMinutePass() {
        Arc.container().instance(TurnedClock.class).get().turn(Duration.ofMinutes(1));
    }

    @Test
    void fiftyOfOneKeyAtOnceAreOneResponse() {
        String event = gala();
        ExecutorService clients = Executors.newFixedThreadPool(50);
        List<CompletableFuture<Response>> calls = IntStream.range(0, 50)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> respond(ada, event, "k1", ACCEPT), clients))
                .toList();

        List<Response> answers = calls.stream().map(CompletableFuture::join).toList();
        clients.shutdown();

        assertThat(answers).allSatisfy(it -> assertRecorded(it, "accept", 2));
        assertThat(answers.stream().filter(it -> it.path("replayed") == null)).hasSize(1);
        assertThat(versionOf(event)).isEqualTo(2);
    }

    /** A cursor left open costs a command of its own, in the session that goes on with the transaction. */
    @Test
    void readsOfABatchLeaveNoCursorToClose() {
        String id = made(Map.of("status", "published", "roles", List.of(Map.of("role", "Server", "count", 1))));
        FindRecorder.start();
        assertThat(staff(ada).body(ACCEPT).post(ROUTE, id).statusCode()).isEqualTo(200);
        for (int i = 0; i < 3; i++) {
            assertThat(staff(bob).body(ACCEPT).post(ROUTE, id).statusCode()).isEqualTo(409);
        }
        FindRecorder.stop();

        assertThat(FindRecorder.commands()).contains("aggregate").doesNotContain("killCursors");
    }
}
