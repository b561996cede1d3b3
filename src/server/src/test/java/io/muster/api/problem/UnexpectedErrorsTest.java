package io.muster.api.problem;

import java.util.ArrayList;
import java.util.List;

import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A client's text in a log line. */
class UnexpectedErrorsTest {
    @Test
    void lineBreaksAndOverridesAreDefused() {
        assertThat(UnexpectedErrors.defused("a\r\nb\u0085c\u2028d\u202ee\u001b[31m\u0000"))
                .isEqualTo("a??b?c?d?e?[31m?");
        assertThat(UnexpectedErrors.defused("\u05d0 \ud83d\ude80")).isEqualTo("\u05d0 \ud83d\ude80");
    }

    @Test
    void whatAFailureSaysIsForThoseWhoDebugAlone() {
        Throwable failure =
                new IllegalStateException("of ann@example.org", new IllegalArgumentException("Ann's words"));
        assertThat(logged(Level.INFO, failure))
                .contains(
                        "route=/api/events",
                        "IllegalStateException",
                        "IllegalArgumentException",
                        "UnexpectedErrorsTest.java")
                .doesNotContain("ann@", "Ann's");
        assertThat(logged(Level.DEBUG, failure)).contains("ann@", "Ann's");
    }

    private static String logged(java.util.logging.Level level, Throwable failure) {
        List<String> lines = new ArrayList<>();
        Logger log = Logger.getLogger(UnexpectedErrors.class.getName());
        java.util.logging.Level before = log.getLevel();
        ExtHandler listener = new ExtHandler() {
            @Override
            protected void doPublish(ExtLogRecord line) {
                lines.add(line.getFormattedMessage());
            }
        };
        log.addHandler(listener);
        log.setLevel(level);
        try {
            UnexpectedErrors.log("/api/events", failure);
        } finally {
            log.setLevel(before);
            log.removeHandler(listener);
        }
        return String.join("\n", lines);
    }

    @Test
    void longTextIsCut() {
        assertThat(UnexpectedErrors.defused("x".repeat(10_000))).hasSize(200);
    }
}
