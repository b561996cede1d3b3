package io.muster.api.access;

import java.util.Map;

import io.muster.api.problem.ProblemType;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.muster.api.problem.Problem9457.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Keys that cannot be fetched are the service's trouble: 503, while a token that is bad anyway stays 401. */
@QuarkusTest
@Tag("service")
@Tag("slow")
@TestProfile(ProviderAwayTest.WithPublishedKeys.class)
class ProviderAwayTest {
    public static class WithPublishedKeys implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "muster.jwt.jwks-url", "https://localhost:1/keys",
                    "muster.jwt.issuer", "https://login.example.org",
                    "muster.jwt.audience", "muster");
        }
    }

    private static Response call(String token) {
        return given().header("Authorization", "Bearer " + token).get("/api/probe/caller");
    }

    @Test
    void aTokenThatMayBeGoodIs503() {
        Response answer = call(
                TestTokens.staff("1").header("alg", "RS256").header("kid", "k1").sign());

        assertProblem(answer, ProblemType.KEYS_UNAVAILABLE, "/");
        assertThat(answer.header("Retry-After")).matches("[1-5]");
        assertThat(answer.header("WWW-Authenticate")).isNull();
    }

    @Test
    void aTokenThatIsBadAnywayIs401() {
        assertProblem(call("x.y.z"), ProblemType.UNAUTHENTICATED, "/");
        assertProblem(call(TestTokens.staff("1").sign()), ProblemType.UNAUTHENTICATED, "/");
        assertProblem(call(TestTokens.staff("1").header("alg", "none").unsigned()), ProblemType.UNAUTHENTICATED, "/");
    }
}
