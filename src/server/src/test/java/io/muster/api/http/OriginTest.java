package io.muster.api.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "https://muster.example.org, muster.example.org",
        "https://muster.example.org, muster.example.org:443",
        "https://muster.example.org:443, MUSTER.example.org",
        "http://muster.example.org, muster.example.org:80",
        "http://localhost:8080, localhost:8080",
        "http://[::1]:8080, [::1]:8080",
        "https://[::1], [::1]:443"
    })
    void isAtItsHost(String origin, String host) {
        assertThat(Origin.parse(origin).orElseThrow().isAt(host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://muster.example.org, muster.example.org:8443",
        "http://muster.example.org, muster.example.org:443",
        "https://muster.example.org:8443, muster.example.org",
        "https://example.org, muster.example.org",
        "https://muster.example.org.evil.example, muster.example.org",
        "https://muster.example.org, muster.example.org/"
    })
    void isNotAtAnother(String origin, String host) {
        assertThat(Origin.parse(origin).orElseThrow().isAt(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "", "file://", "https://user@host", "https://a/b", "https://a:b", "https://"})
    void whatIsNoOriginIsNone(String text) {
        assertThat(Origin.parse(text)).isEmpty();
    }

    @Test
    void isWrittenAsBrowsersDo() {
        assertThat(Origin.parse("HTTPS://App.example.org:443")).hasToString("Optional[https://app.example.org]");
        assertThat(Origin.parse("http://[::1]:3000")).hasToString("Optional[http://[::1]:3000]");
    }
}
