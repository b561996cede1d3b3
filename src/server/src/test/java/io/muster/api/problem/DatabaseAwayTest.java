package io.muster.api.problem;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** With the database away the service lives, and says within two seconds that it is not ready. */
@QuarkusTest
@Tag("service")
@TestProfile(DatabaseAwayTest.Nowhere.class)
@Tag("slow")
class DatabaseAwayTest {
    public static class Nowhere implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.mongodb.connection-string", "mongodb://localhost:1");
        }
    }

    private static Response sent(String path, String body, Map<String, String> headers) {
        return given().header("Authorization", TestTokens.manager("m-1").bearer())
                .headers(headers)
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    /** A key may have come before, to another process or to this one, and that cannot be looked up now. */
    @Test
    void whatCarriesAKeyIsNeverSaidToBeUnrecorded() {
        String respond = "/api/events/66f0c2a7e4b0a1b2c3d4e5f6/respond";
        String decline = "{\"response\":\"decline\"}";
        String event = "{\"date\":\"2026-12-20\",\"roles\":[{\"role\":\"Server\",\"count\":1}]}";
        Map<String, String> key = Map.of("Idempotency-Key", "k1");

        assertThat(sent(respond, decline, key).<String>path("code")).isEqualTo("OUTCOME_UNKNOWN");
        assertThat(sent("/api/events", event, key).<String>path("code")).isEqualTo("OUTCOME_UNKNOWN");
        assertThat(sent("/api/events/batch", "{\"events\":[" + event + "]}", key)
                        .<String>path("code"))
                .isEqualTo("OUTCOME_UNKNOWN");
        assertThat(sent(respond, decline, Map.of()).<String>path("code")).isEqualTo("DATABASE_UNAVAILABLE");
        assertThat(sent("/api/events", event, Map.of()).<String>path("code")).isEqualTo("DATABASE_UNAVAILABLE");
    }

    @Test
    void itIsNotReadyAndSaysSoSoon() {
        Instant asked = Instant.now();
        Response answer = given().get("/q/health/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
    }
}
