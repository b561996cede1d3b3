package io.muster.api.problem;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Logger;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.muster.api.problem.Problem9457.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Every error has one shape, wherever it comes up. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class ProblemShapeTest {
    private static final int MAX_BODY = 262_144;
    private static final int MAX_BATCH = 1_048_576;

    private static RequestSpecification signedIn() {
        return given().header("Authorization", TestTokens.staff("1").bearer());
    }

    private static Response post(String path, String body) {
        return signedIn().contentType("application/json").body(body).post(path);
    }

    @Test
    void anUnknownAddress() {
        assertProblem(signedIn().get("/api/nothing/at/all"), ProblemType.NOT_FOUND, "/");
        assertProblem(given().get("/nothing"), ProblemType.NOT_FOUND, "/");
    }

    @Test
    void anUnknownAddressIsNotEchoed() {
        assertThat(signedIn().get("/api/zq7-marker").asString()).doesNotContain("zq7-marker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "FOO"})
    void anotherMethodIsToldWhichAreAllowed(String method) {
        Response answer = signedIn().request(method, "/api/events/66f0c2a7e4b0a1b2c3d4e5f6/respond");

        assertProblem(answer, ProblemType.METHOD_NOT_ALLOWED, "/api/events/{id}/respond");
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    @Test
    void anotherAnswerThanJsonIsNotToBeHad() {
        Response answer = signedIn().accept("text/html").get("/api/probe/caller");

        assertProblem(answer, ProblemType.NOT_ACCEPTABLE, "/");
    }

    @Test
    void aFaultTellsTheClientNothingAndTheLogOneEvent() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler collector = new ExtHandler() {
            @Override
            protected void doPublish(ExtLogRecord line) {
                lines.add(line.getFormattedMessage());
            }
        };
        Logger log = Logger.getLogger(UnexpectedErrors.class.getName());
        log.addHandler(collector);
        try {
            assertProblem(signedIn().get("/api/probe/fault"), ProblemType.INTERNAL, "/");
        } finally {
            log.removeHandler(collector);
        }

        assertThat(lines)
                .singleElement()
                .asString()
                .contains("unexpected failure route=/ java.lang.IllegalStateException")
                .doesNotContain("secret", "forged");
    }

    @Test
    void safeHeadersAreOnEveryAnswer() {
        for (Response answer : List.of(
                signedIn().get("/api/probe/caller"),
                given().get("/api/probe/caller"),
                signedIn().get("/api/x"))) {
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void aBodyOverTheLimit() {
        assertThat(post("/api/probe/tree", "\"" + "a".repeat(MAX_BODY - 2) + "\"")
                        .statusCode())
                .isEqualTo(200);
        assertProblem(
                post("/api/probe/tree", "\"" + "a".repeat(MAX_BODY - 1) + "\""), ProblemType.PAYLOAD_TOO_LARGE, "/");
    }

    @Test
    void aBatchMayBeLarger() {
        String withinBatch = "\"" + "a".repeat(MAX_BATCH - 2) + "\"";

        assertThat(post("/api/events/batch", withinBatch).statusCode()).isNotEqualTo(413);
        assertProblem(post("/api/events/batch", withinBatch + " "), ProblemType.PAYLOAD_TOO_LARGE, "/api/events/batch");
        assertProblem(post("/api/events/batch/", withinBatch), ProblemType.PAYLOAD_TOO_LARGE, "/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "multipart/form-data; boundary=x",
                "application/jsonp",
                "application/json; charset=iso-8859-1",
                "application/json;charset=\"utf-16\"",
                "nonsense",
                "application/merge-patch+json"
            })
    void anotherMediaType(String type) {
        Response answer = signedIn()
                .config(io.restassured.config.RestAssuredConfig.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Content-Type", type)
                .body("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/probe/tree");

        assertProblem(answer, ProblemType.UNSUPPORTED_MEDIA_TYPE, "/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""})
    void jsonInUtf8(String type) {
        assertThat(signedIn()
                        .header("Content-Type", type)
                        .body("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .post("/api/probe/tree")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aCompressedBody() {
        Response answer = signedIn()
                .contentType("application/json")
                .header("Content-Encoding", "gzip")
                .body("{}")
                .post("/api/probe/tree");

        assertProblem(answer, ProblemType.UNSUPPORTED_MEDIA_TYPE, "/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"count\":1.5}; count",
                "{\"count\":1.0}; count",
                "{\"count\":1e1}; count",
                "{\"count\":\"10\"}; count",
                "{\"count\":\"\"}; count",
                "{\"count\":true}; count",
                "{\"count\":9999999999}; count",
                "{\"count\":[1]}; count",
                "{\"text\":7}; text",
                "{\"text\":1.5}; text",
                "{\"text\":true}; text",
                "{\"text\":{\"$ne\":\"\"}}; text",
                "{\"text\":[\"a\"]}; text",
                "{\"flag\":\"true\"}; flag",
                "{\"flag\":1}; flag"
            })
    void aMemberOfTheWrongTypeIsNamed(String body, String field) {
        Response answer = post("/api/probe/record", body);

        assertProblem(answer, ProblemType.VALIDATION, "/");
        assertThat(answer.<String>path("violations[0].field")).isEqualTo(field);
    }

    @Test
    void unknownMembersAreIgnored() {
        assertThat(post("/api/probe/record", "{\"text\":\"a\",\"$where\":\"x\",\"a.b\":{\"c\":[1]}}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "{\"text\":\"a\"} x", "{\"text\":\"a\",\"text\":\"b\"}", "{\"x\":1,\"x\":2}", "\"\\ud800\""
            })
    void whatIsNoJson(String body) {
        assertProblem(post("/api/probe/record", body), ProblemType.VALIDATION, "/");
        assertProblem(post("/api/probe/tree", body), ProblemType.VALIDATION, "/");
    }

    @Test
    void pagesOfOtherOriginsMayNotCall() {
        assertProblem(
                signedIn().header("Origin", "https://evil.example").get("/api/probe/caller"),
                ProblemType.FORBIDDEN,
                "/");
        assertProblem(signedIn().header("Origin", "null").get("/api/probe/caller"), ProblemType.FORBIDDEN, "/");
        Response preflight = given().header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/api/events");
        assertProblem(preflight, ProblemType.FORBIDDEN, "/api/events");
        assertThat(preflight.header("Access-Control-Allow-Origin")).isNull();
    }

    @Test
    void pagesOfItsOwnOriginMayCall() {
        assertThat(signedIn()
                        .header("Origin", "http://localhost:" + io.restassured.RestAssured.port)
                        .get("/api/probe/caller")
                        .statusCode())
                .isEqualTo(200);
    }
}
