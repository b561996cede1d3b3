package io.muster.api.problem;

import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** That bodies are shared by those who hear the same, and by nobody else. */
class ProblemBodyTest {
    private static final String RESPOND = "/api/events/{id}/respond";

    private final ProblemBody body = new ProblemBody(new ObjectMapper());

    private static ProblemException full(String role, int taken) {
        return new ProblemException(ProblemType.CAPACITY_FULL)
                .with("role", role)
                .with("taken", taken);
    }

    private String text(ProblemException problem, String instance) {
        return new String(body.bytes(problem, instance), StandardCharsets.UTF_8);
    }

    @Test
    void theSameProblemIsRenderedOnce() {
        byte[] first = body.bytes(full("Server", 10), RESPOND);

        assertThat(body.bytes(full("Server", 10), RESPOND)).isSameAs(first);
    }

    @Test
    void anotherIsNot() {
        body.bytes(full("Server", 10), RESPOND);

        assertThat(text(full("Cook", 10), RESPOND)).contains("Cook").doesNotContain("Server");
        assertThat(text(full("Cook", 9), RESPOND)).contains("\"taken\":9");
        assertThat(text(full("Cook", 9), "/api/events")).contains("\"instance\":\"/api/events\"");
        assertThat(text(new ProblemException(ProblemType.CAPACITY_FULL, "None left"), "/api/events"))
                .contains("None left")
                .doesNotContain("Cook");
        assertThat(text(new ProblemException(ProblemType.BARRED, "None left"), "/api/events"))
                .contains("BARRED");
    }

    @Test
    void violationsAreTheRequestsOwn() {
        assertThat(text(ProblemException.invalid("date", "wrong"), RESPOND)).contains("date");
        assertThat(text(ProblemException.invalid("notes", "wrong"), RESPOND))
                .contains("notes")
                .doesNotContain("date");
        assertThat(text(new ProblemException(ProblemType.VALIDATION), RESPOND)).doesNotContain("notes");
    }

    /** A problem that is changed after it was rendered is another one. */
    @Test
    void whatWasRenderedDoesNotFollowTheProblem() {
        ProblemException problem = full("Server", 10);
        body.bytes(problem, RESPOND);
        problem.with("taken", 11);

        assertThat(text(problem, RESPOND)).contains("\"taken\":11");
    }
}
