package io.muster.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** With the database away the service lives, and says within two seconds that it is not ready. */
@QuarkusTest
@TestProfile(DatabaseAwayTest.Nowhere.class)
class DatabaseAwayTest {
    public static class Nowhere implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.mongodb.connection-string", "mongodb://localhost:1");
        }
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
