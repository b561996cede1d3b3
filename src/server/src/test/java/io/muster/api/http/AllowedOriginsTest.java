package io.muster.api.http;

import java.util.List;

import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AllowedOriginsTest {
    private static final String GOOD = "https://app.example.org";

    @ParameterizedTest
    @ValueSource(
            strings = {
                GOOD,
                "https://app.example.org:8443",
                "http://localhost:3000",
                "http://127.0.0.1",
                "http://[::1]:3000",
                "https://a-b.example.org"
            })
    void whatABrowserSendsIsTaken(String origin) {
        assertThat(AllowedOrigins.checked(List.of(GOOD, origin))).containsExactly(GOOD, origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*.example.org",
                "https://app.example.org/",
                "https://app.example.org/path",
                "https://App.example.org",
                "HTTPS://app.example.org",
                "https://app.example.org:443",
                "http://app.example.org:80",
                "app.example.org",
                "ftp://app.example.org",
                "null",
                "",
                "https://",
                "https://user@app.example.org"
            })
    void whatNoBrowserSendsEndsTheStart(String origin) {
        assertThatThrownBy(() -> AllowedOrigins.checked(List.of(GOOD, origin)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("MUSTER_ALLOWED_ORIGINS")
                .hasMessageEndingWith(origin);
    }
}
