package io.muster.api.body;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which bytes are text. */
class BodyTextTest {
    private static boolean isText(String json) {
        return BodyText.isText(json.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isText(int... bytes) {
        byte[] body = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            body[i] = (byte) bytes[i];
        }
        return BodyText.isText(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "\"\u05d0\u200f \ud83d\ude80\"",
                "\"\\ud83d\\ude80\"",
                "\"\\uD83D\\uDE80\\ud83d\\ude80\"",
                "\"\\\\u0000\"",
                "\"\\\\ud800\"",
                "\"\\u0001\"",
                "\"\\n\\\"\"",
                "\"\\u00\"",
                "\\"
            })
    void text(String json) {
        assertThat(isText(json)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\u0000\"",
                "\"a\u0000\"",
                "\"\\ud83d\"",
                "\"\\ud83dx\"",
                "\"\\ud83d\\n\"",
                "\"\\ud83d\\ud83d\"",
                "\"\\ude80\"",
                "\"\\ude80\\ud83d\"",
                "\"\\ud83d\\ude80\\ude80\"",
                "\"\\\\\\ud83d\"",
                "{\"\\ud800\":1}"
            })
    void noText(String json) {
        assertThat(isText(json)).isFalse();
    }

    @Test
    void bytesThatAreNoUtf8() {
        assertThat(isText('"', 0xff, '"')).isFalse();
        assertThat(isText('"', 0xc3, '"')).isFalse();
        assertThat(isText('"', 0xc0, 0x80, '"')).as("overlong NUL").isFalse();
        assertThat(isText('"', 0xe0, 0x80, 0xa4, '"')).as("overlong dollar").isFalse();
        assertThat(isText('"', 0xed, 0xa0, 0x80, '"'))
                .as("a surrogate in UTF-8")
                .isFalse();
        assertThat(isText('"', 0xf4, 0x90, 0x80, 0x80, '"'))
                .as("beyond Unicode")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void otherEncodings(String charset) {
        assertThat(BodyText.isText("{\"response\":\"accept\"}".getBytes(Charset.forName(charset))))
                .isFalse();
    }
}
