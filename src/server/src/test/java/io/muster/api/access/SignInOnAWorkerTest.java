package io.muster.api.access;

import java.util.Map;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Where keys have to be fetched, tokens are verified on a worker thread; a body that comes meanwhile is not lost. */
@QuarkusTest
@Tag("service")
@Tag("slow")
@TestProfile(SignInOnAWorkerTest.OnAWorker.class)
@WithTestResource(MongoTestResource.class)
public class SignInOnAWorkerTest {
    public static class OnAWorker implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.smallrye-jwt.blocking-authentication", "true");
        }
    }

    private static RequestSpecification signedIn() {
        return given().header("Authorization", TestTokens.staff("1").bearer()).contentType("application/json");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 9_000, 20_000, 200_000})
    void bodiesOfEverySize(int length) {
        String text = "x".repeat(length);
        Response answer = signedIn().body("{\"text\":\"" + text + "\"}").post("/api/probe/record");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.<String>path("text")).isEqualTo(text);
    }

    @Test
    void badTokens() {
        assertThat(given().header("Authorization", "Bearer x")
                        .get("/api/probe/caller")
                        .statusCode())
                .isEqualTo(401);
    }
}
