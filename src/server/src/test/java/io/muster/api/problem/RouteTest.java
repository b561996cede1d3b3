package io.muster.api.problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Paths and the routes they belong to. */
class RouteTest {
    @ParameterizedTest
    @CsvSource({
        "/api/events, /api/events",
        "/api/events/batch, /api/events/batch",
        "/api/events/available, /api/events/available",
        "/api/events/anything, /api/events/{id}",
        "/api/events/x/respond, /api/events/{id}/respond",
        "/api/events/x/staff/google:1, /api/events/{id}/staff/{userKey}",
        "/api/events/x/staff/google:1/attendance, /api/events/{id}/staff/{userKey}/attendance",
        "/api/ws, /api/ws",
        "/api/events/x/nothing, /",
        "/api/events/x/y/z, /",
        "/api, /",
        "/, /",
        "/api/events/, /api/events/{id}"
    })
    void aPathIsNamedByItsTemplate(String path, String template) {
        assertThat(Route.templateOf(path)).isEqualTo(template);
    }

    @Test
    void noTemplateNamesAPathLiterally() {
        assertThat(Route.templateOf("/api/events/<script>/respond")).doesNotContain("script");
    }
}
