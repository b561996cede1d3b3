package io.muster.api;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A client's text in a log line. */
class FaultLogTest {
    @Test
    void lineBreaksAndOverridesAreDefused() {
        assertThat(FaultLog.defused("a\r\nb\u0085c\u2028d\u202ee\u001b[31m\u0000"))
                .isEqualTo("a??b?c?d?e?[31m?");
        assertThat(FaultLog.defused("\u05d0 \ud83d\ude80")).isEqualTo("\u05d0 \ud83d\ude80");
    }

    @Test
    void longTextIsCut() {
        assertThat(FaultLog.defused("x".repeat(10_000))).hasSize(200);
    }
}
