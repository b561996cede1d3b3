package io.muster.api;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.muster.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import static io.muster.api.Problem9457.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What does not come in time is given up on, and says whether it may have been recorded. */
@QuarkusTest
@TestProfile(LateAnswerTest.Impatient.class)
class LateAnswerTest {
    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("muster.http.answer-within", "500ms");
        }
    }

    @Test
    void readingCanBeTriedAgain() {
        Response answer =
                given().header("Authorization", Tokens.staff("1").bearer()).get("/api/probe/never");

        assertProblem(answer, ProblemType.DATABASE_UNAVAILABLE, "/");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void whatWasToBeWrittenMayHaveBeen() {
        Response answer = given().header("Authorization", Tokens.staff("1").bearer())
                .contentType("application/json")
                .body("{}")
                .post("/api/probe/never");

        assertProblem(answer, ProblemType.OUTCOME_UNKNOWN, "/");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void whatComesAfterAllIsNoFault() {
        List<LogRecord> logged = new CopyOnWriteArrayList<>();
        Handler collector = new Collector(logged);
        Logger log = Logger.getLogger(FaultLog.class.getName());
        log.setLevel(Level.ALL);
        log.addHandler(collector);
        try {
            Response answer =
                    given().header("Authorization", Tokens.staff("1").bearer()).get("/api/probe/late");
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
