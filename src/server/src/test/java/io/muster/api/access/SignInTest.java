package io.muster.api.access;

import java.util.Map;

import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** From a token to a caller, over HTTP. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class SignInTest {
    private static final String CALLER = "/api/probe/caller";

    @Test
    void aGoodTokenSaysWhoIsCalling() {
        Response answer = given().header(
                        "Authorization",
                        TestTokens.staff("1")
                                .claim("name", "Ada \u200f\ud83d\ude80")
                                .bearer())
                .get(CALLER);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json;charset=UTF-8");
        assertThat(answer.<Map<String, Object>>path(""))
                .containsEntry("userKey", "oidc:1")
                .containsEntry("name", "Ada \u200f\ud83d\ude80")
                .containsEntry("managerId", "");
    }

    @Test
    void withoutATokenItIs401WithAChallenge() {
        assertUnauthenticated(given().get(CALLER), "Bearer");
    }

    @Test
    void anotherSchemeIs401WithAChallenge() {
        assertUnauthenticated(given().header("Authorization", "Basic YTpi").get(CALLER), "Bearer");
    }

    @Test
    void aBadTokenIs401AndSaysSo() {
        assertUnauthenticated(
                given().header("Authorization", "Bearer abc").get(CALLER), "Bearer error=\"invalid_token\"");
        assertUnauthenticated(
                given().header(
                                "Authorization",
                                TestTokens.staff("1").secret("x".repeat(40)).bearer())
                        .get(CALLER),
                "Bearer error=\"invalid_token\"");
    }

    @Test
    void aTokenThatIsKnownByNowSaysTheSame() {
        String token = TestTokens.manager("m-1")
                .claim("name", "Ada")
                .claim("groups", java.util.List.of("admin"))
                .bearer();

        String first = given().header("Authorization", token).get(CALLER).asString();

        assertThat(first).contains("Ada", "m-1", "true");
        assertThat(given().header("Authorization", token).get(CALLER).asString())
                .isEqualTo(first);
        assertThat(given().header("Authorization", token)
                        .get("/api/probe/admin")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anotherTokenThanTheOneKnownIs401() {
        String token = TestTokens.staff("1").bearer();
        assertThat(given().header("Authorization", token).get(CALLER).statusCode())
                .isEqualTo(200);
        String unsigned = token.substring(0, token.lastIndexOf('.') + 1);

        assertUnauthenticated(given().header("Authorization", unsigned).get(CALLER), "Bearer error=\"invalid_token\"");
        assertUnauthenticated(
                given().header("Authorization", unsigned + "A".repeat(43)).get(CALLER),
                "Bearer error=\"invalid_token\"");
    }

    @Test
    void anUnknownAddressUnderTheApiIs401WithoutAToken() {
        assertUnauthenticated(given().get("/api/nothing"), "Bearer");
    }

    @Test
    void staffOnAManagersRouteIs403() {
        Response answer =
                given().header("Authorization", TestTokens.staff("1").bearer()).get("/api/probe/manager");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.<String>path("code")).isEqualTo("FORBIDDEN");
    }

    @Test
    void staffOnAManagersRouteIs403WhateverTheBody() {
        Response answer = given().header("Authorization", TestTokens.staff("1").bearer())
                .contentType("application/json")
                .body("{")
                .post("/api/probe/manager");

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void aReadingTokenReadsAndDoesNotWrite() {
        String reading = TestTokens.manager("m-1").claim("access", "read").bearer();

        assertThat(given().header("Authorization", reading)
                        .get("/api/probe/manager")
                        .statusCode())
                .isEqualTo(200);
        assertThat(given().header("Authorization", reading)
                        .contentType("application/json")
                        .body("{}")
                        .post("/api/probe/manager")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aManagersTokenReadsAndWrites() {
        String manager = TestTokens.manager("m-1").bearer();

        assertThat(given().header("Authorization", manager)
                        .get("/api/probe/manager")
                        .<String>path("managerId"))
                .isEqualTo("m-1");
        assertThat(given().header("Authorization", manager)
                        .contentType("application/json")
                        .body("{}")
                        .post("/api/probe/manager")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theGroupAdminOpensWhatIsForAdmins() {
        String admin = TestTokens.staff("root")
                .claim("groups", java.util.List.of("x", "admin"))
                .bearer();

        assertThat(given().header("Authorization", admin)
                        .get("/api/probe/admin")
                        .statusCode())
                .isEqualTo(200);
        assertThat(given().header("Authorization", TestTokens.staff("1").bearer())
                        .get("/api/probe/admin")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void developmentSignsWhateverItIsGiven() {
        String token = given().contentType("application/json")
                .body("{\"sub\":\"7\",\"provider\":\"google\",\"managerId\":\"m-1\",\"extra\":{\"a\":[1,null]}}")
                .post("/dev/token")
                .path("token");

        assertThat(given().header("Authorization", "Bearer " + token)
                        .get(CALLER)
                        .<String>path("userKey"))
                .isEqualTo("google:7");
    }

    private static void assertUnauthenticated(Response answer, String challenge) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo(challenge);
        assertThat(answer.headers().getValues("WWW-Authenticate")).hasSize(1);
        assertThat(answer.contentType()).isEqualTo("application/problem+json;charset=UTF-8");
        assertThat(answer.<String>path("code")).isEqualTo("UNAUTHENTICATED");
        assertThat(answer.<Integer>path("status")).isEqualTo(401);
    }
}
