package io.muster.api.problem;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.muster.api.problem.Problem9457.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What does not come in time is given up on, and says whether it may have been recorded. */
@QuarkusTest
@Tag("service")
@Tag("slow")
@TestProfile(LateAnswerTest.Impatient.class)
@WithTestResource(MongoTestResource.class)
class LateAnswerTest {
    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("muster.http.answer-within", "500ms", "muster.http.max-answers-of-caller", "2M");
        }
    }

    @Test
    void readingCanBeTriedAgain() {
        Response answer =
                given().header("Authorization", TestTokens.staff("1").bearer()).get("/api/probe/never");

        assertProblem(answer, ProblemType.DATABASE_UNAVAILABLE, "/");
        assertThat(answer.header("Retry-After")).matches("[1-5]");
    }

    @Test
    void whatWasToBeWrittenMayHaveBeen() {
        Response answer = given().header("Authorization", TestTokens.staff("1").bearer())
                .contentType("application/json")
                .body("{}")
                .post("/api/probe/never");

        assertProblem(answer, ProblemType.OUTCOME_UNKNOWN, "/");
        assertThat(answer.header("Retry-After")).matches("[1-5]");
    }

    @Test
    void whatComesAfterAllIsNoFault() {
        List<LogRecord> logged = new CopyOnWriteArrayList<>();
        Handler collector = new Collector(logged);
        Logger log = Logger.getLogger(UnexpectedErrors.class.getName());
        log.setLevel(Level.ALL);
        log.addHandler(collector);
        try {
            Response answer = given().header(
                            "Authorization", TestTokens.staff("1").bearer())
                    .get("/api/probe/late");
            assertProblem(answer, ProblemType.DATABASE_UNAVAILABLE, "/");

            await().until(() -> !logged.isEmpty());
            assertThat(logged)
                    .extracting(LogRecord::getLevel)
                    .allSatisfy(level -> assertThat(level.intValue()).isLessThan(Level.INFO.intValue()));
        } finally {
            log.removeHandler(collector);
            log.setLevel(null);
        }
    }

    @Test
    void whatNobodyIsSentAnyMoreTakesNoRoomFromOtherAnswers() {
        for (int i = 0; i < 4; i++) {
            assertThat(page(800).statusCode()).isEqualTo(503);
        }

        // The first three have come meanwhile, too late.
        assertThat(page(0).statusCode()).isEqualTo(200);
    }

    private static Response page(int after) {
        return given().header("Authorization", TestTokens.staff("1").bearer())
                .queryParam("after", after)
                .get("/api/probe/page");
    }

    private static final class Collector extends Handler {
        private final List<LogRecord> logged;

        Collector(List<LogRecord> logged) {
            this.logged = logged;
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord entry) {
            logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
