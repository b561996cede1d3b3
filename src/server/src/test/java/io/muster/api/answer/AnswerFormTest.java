package io.muster.api.answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerFormTest {
    private final AnswerForm asked = new AnswerForm();

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip", "GZIP", "deflate, gzip", "br;q=1.0, gzip;q=0.8, *;q=0.1", "gzip; q=0.001", "gzip ;q=1"})
    void takesGzip(String accepted) {
        asked.acceptEncoding = accepted;
        assertThat(asked.takesGzip()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "br", "gzip;q=0", "gzip; q=0.000", "x-gzip-not", "*;q=0"})
    void takesNone(String accepted) {
        asked.acceptEncoding = accepted;
        assertThat(asked.takesGzip()).isFalse();
    }

    @Test
    void whoSaysNothingTakesNothingAndHasNothing() {
        assertThat(asked.takesGzip()).isFalse();
        assertThat(asked.has("W/\"a\"")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"a\"", "\"a\"", "\"b\", W/\"a\"", "*", " W/\"a\" "})
    void hasIt(String named) {
        asked.ifNoneMatch = named;
        assertThat(asked.has("W/\"a\"")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "W/\"b\"", "a", "W/\"aa\"", "W/W/\"a\""})
    void hasAnother(String named) {
        asked.ifNoneMatch = named;
        assertThat(asked.has("W/\"a\"")).isFalse();
    }
}
