package io.muster.api.respond;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

import jakarta.inject.Inject;

import io.muster.api.problem.ProblemType;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.RawHttp;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.muster.api.problem.Problem9457.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The form a response must have before any event is read, in the contract's order (docs/api.md#respond-order). */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class RespondFormTest {
    private static final String ROUTE = "/api/events/{id}/respond";
    private static final String ACCEPT = "{\"response\":\"accept\",\"role\":\"Server\"}";
    private static final int MAX_BODY = 262_144;

    @Inject
    TurnedClock clock;

    private final String person = UUID.randomUUID().toString();
    private final String event = new ObjectId().toHexString();

    private Response respond(String id, String body) {
        return given().header("Authorization", TestTokens.staff(person).bearer())
                .contentType("application/json")
                .body(body)
                .post(ROUTE, id);
    }

    private Response respond(String id, String key, String body) {
        return given().header("Authorization", TestTokens.staff(person).bearer())
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post(ROUTE, id);
    }

    private Response assertRefused(Response answer, ProblemType type) {
        return assertProblem(answer, type, ROUTE);
    }

    private static String padded(String json, int bytes) {
        return json + " ".repeat(bytes - json.length());
    }

    @Test
    void anUnknownEventIsNotFound() {
        assertRefused(respond(event, ACCEPT), ProblemType.EVENT_NOT_FOUND);
        assertRefused(respond(event, "{\"response\":\"decline\"}"), ProblemType.EVENT_NOT_FOUND);
    }

    @Test
    void withoutATokenNothingElseIsLookedAt() {
        Response answer =
                given().contentType("text/plain").body("x".repeat(MAX_BODY + 1)).post(ROUTE, "nonsense");

        assertRefused(answer, ProblemType.UNAUTHENTICATED);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void aBodyOfExactlyTheLimitIsTaken() {
        assertRefused(respond(event, padded(ACCEPT, MAX_BODY)), ProblemType.EVENT_NOT_FOUND);
        assertRefused(respond(event, padded(ACCEPT, MAX_BODY + 1)), ProblemType.PAYLOAD_TOO_LARGE);
    }

    @Test
    void anotherMediaTypeIsRefusedBeforeTheId() {
        Response answer = given().header(
                        "Authorization", TestTokens.staff(person).bearer())
                .contentType("text/plain")
                .body(ACCEPT)
                .post(ROUTE, "nonsense");

        assertRefused(answer, ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void aMergePatchIsNoResponse() {
        Response answer = given().header(
                        "Authorization", TestTokens.staff(person).bearer())
                .contentType("application/merge-patch+json")
                .body(ACCEPT)
                .post(ROUTE, event);

        assertRefused(answer, ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "66f0c2a7e4b0a1b2c3d4e5f",
                "66f0c2a7e4b0a1b2c3d4e5f66",
                "66f0c2a7e4b0a1b2c3d4e5fg",
                "$where",
                "../../admin",
                "66f0c2a7e4b0a1b2c3d4e5f6\u0000",
                "\u202e66f0c2a7e4b0a1b2c3d4e5f",
                " "
            })
    void whatIsNoIdIsSaidToBeNone(String id) {
        Response answer = assertRefused(respond(id, ACCEPT), ProblemType.INVALID_ID);

        assertThat(answer.asString()).doesNotContain("66f0c2", "where", "admin");
    }

    @Test
    void theIdComesBeforeTheResponseAndThatBeforeTheRole() {
        assertRefused(respond("x", "{"), ProblemType.INVALID_ID);
        assertRefused(respond(event, "{\"response\":\"maybe\"}"), ProblemType.INVALID_RESPONSE);
        assertRefused(respond(event, "{\"response\":\"accept\"}"), ProblemType.ROLE_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"response\":\"accept\",\"role\":\"Ser",
                "{\"response\":\"accept\",}",
                "{'response':'accept'}",
                "{\"response\":\"accept\",\"role\":\"A\"} {}",
                "{\"response\":\"accept\",\"role\":\"A\"}]",
                "{\"response\":\"accept\",\"role\":\"A\",\"role\":\"B\"}",
                "{\"response\":\"accept\",\"role\":\"A\\ud800\"}",
                "{\"response\":\"accept\",\"role\":\"A\\udc00\\ud800\"}",
                "{\"response\":\"accept\",\"role\":\"A\\u0000\"}",
                "{\"response\":\"accept\",\"role\":\"A\\x41\"}",
                "{\"response\":\"accept\",\"role\":NaN}",
                "// comment\n{}",
                "[{\"response\":\"accept\"}]",
                "null",
                "\"accept\""
            })
    void whatIsNoJsonObjectIsInvalid(String body) {
        Response answer = assertRefused(respond(event, body), ProblemType.VALIDATION);

        assertThat(answer.<String>path("violations[0].message")).isNotBlank();
    }

    @Test
    void depthTwentyIsTakenAndOneMoreIsNot() {
        String inner = "[".repeat(19) + "]".repeat(19);
        String deeper = "[".repeat(20) + "]".repeat(20);

        assertRefused(
                respond(event, "{\"response\":\"accept\",\"role\":\"A\",\"x\":" + inner + "}"),
                ProblemType.EVENT_NOT_FOUND);
        assertRefused(
                respond(event, "{\"response\":\"accept\",\"role\":\"A\",\"x\":" + deeper + "}"),
                ProblemType.VALIDATION);
    }

    @Test
    void nothingSentIsEchoed() {
        String marked = "zq7-marker";
        Response answer =
                respond(event, "{\"response\":\"" + marked + "\",\"" + marked + "\":1,\"role\":\"" + marked + "\"}");

        assertThat(assertRefused(answer, ProblemType.INVALID_RESPONSE).asString())
                .doesNotContain(marked);
        assertThat(respond(marked, "{").asString()).doesNotContain(marked);
        assertThat(respond(event, "{\"" + marked + "\":").asString()).doesNotContain(marked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"response\":\"accept\",\"role\":7}; role",
                "{\"response\":\"accept\",\"role\":{\"$gt\":\"\"}}; role",
                "{\"response\":\"decline\",\"position\":true}; position"
            })
    void aFieldOfTheWrongTypeIsNamed(String body, String field) {
        Response answer = assertRefused(respond(event, body), ProblemType.VALIDATION);

        assertThat(answer.<String>path("violations[0].field")).isEqualTo(field);
    }

    @Test
    void rolesOfEveryScriptGetAsFarAsTheEvent() {
        for (String role :
                new String[] {"\u05e9\u05e8\u05ea", "A\u200fB", "\ud83d\ude80", "$where", "a.b", "__proto__"}) {
            assertRefused(
                    respond(new ObjectId().toHexString(), "{\"response\":\"accept\",\"role\":\"" + role + "\"}"),
                    ProblemType.EVENT_NOT_FOUND);
        }
    }

    @Test
    void aKeyHas1To128VisibleCharacters() {
        assertRefused(respond(event, "k", ACCEPT), ProblemType.EVENT_NOT_FOUND);
        assertRefused(respond(event, "!~" + "k".repeat(126), ACCEPT), ProblemType.EVENT_NOT_FOUND);
        Response answer = assertRefused(respond(event, "k".repeat(129), ACCEPT), ProblemType.VALIDATION);
        assertThat(answer.<String>path("violations[0].field")).isEqualTo("Idempotency-Key");
        assertRefused(respond(event, "a b", ACCEPT), ProblemType.VALIDATION);
    }

    @Test
    void anEmptyKeyIsNone() throws IOException {
        try (RawHttp http = new RawHttp()) {
            http.send("POST /api/events/" + event + "/respond HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                    + TestTokens.staff(person).bearer()
                    + "\r\nIdempotency-Key: \r\nContent-Type: application/json\r\nContent-Length: "
                    + ACCEPT.length() + "\r\n\r\n" + ACCEPT);

            RawHttp.Answer answer = http.answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"VALIDATION\"");
        }
    }

    @Test
    void theSixthInAMinuteIsLimitedBeforeItsFormIsLookedAt() {
        for (int i = 0; i < 5; i++) {
            assertRefused(respond(event, ACCEPT), ProblemType.EVENT_NOT_FOUND);
        }
        clock.turn(Duration.ofMillis(19_500));

        Response answer = assertRefused(respond(event, "{\"response\":\"mabye\"}"), ProblemType.RATE_LIMITED);

        assertThat(answer.header("Retry-After")).isEqualTo("41");
        assertRefused(respond(new ObjectId().toHexString(), ACCEPT), ProblemType.EVENT_NOT_FOUND);
        clock.turn(Duration.ofSeconds(41));
        assertRefused(respond(event, ACCEPT), ProblemType.EVENT_NOT_FOUND);
    }

    @Test
    void malformedResponsesCountToo() {
        for (int i = 0; i < 5; i++) {
            assertRefused(respond(event, "{"), ProblemType.VALIDATION);
        }
        assertRefused(respond(event, "{"), ProblemType.RATE_LIMITED);
    }

    @Test
    void theThirtyFirstInAMinuteIsLimitedWhateverTheEvent() {
        for (int i = 0; i < 15; i++) {
            assertRefused(respond("nonsense", ACCEPT), ProblemType.INVALID_ID);
            assertRefused(respond(new ObjectId().toHexString(), ACCEPT), ProblemType.EVENT_NOT_FOUND);
        }

        assertRefused(respond(event, ACCEPT), ProblemType.RATE_LIMITED);
    }
}
