package io.muster.api.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.muster.api.problem.ProblemType;
import io.muster.api.problem.Route;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.http.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.muster.api.problem.Problem9457.assertProblem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** A token that may only read changes nothing, at any address. {@code RoutesAndResourcesTest} holds the list of addresses. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class ReadOnlyTokenTest {

    /** A manager's and an administrator's, so that nothing but the restriction stands in the way. */
    private static RequestSpecification reading() {
        return given().header(
                        "Authorization",
                        TestTokens.manager("m-reads")
                                .claim("access", "read")
                                .claim("groups", List.of("admin"))
                                .bearer());
    }

    /** What has phone numbers or e-mail addresses, and what belongs to it. */
    private static final Set<Route> NOT_FOR_READING = EnumSet.of(
            Route.ROSTER,
            Route.FIRM,
            Route.WEBHOOKS,
            Route.WEBHOOK,
            Route.TOKENS,
            Route.FIRM_CALENDAR,
            Route.MEMBERS,
            Route.MEMBER,
            Route.MEMBER_SHIFTS,
            Route.TEAMS,
            Route.AUDIENCE);

    @ParameterizedTest
    @EnumSource(Route.class)
    void itReadsAndChangesNothing(Route route) {
        String path = route.template()
                .replace("{id}", "66f0c2a7e4b0a1b2c3d4e5f6")
                .replace("{userKey}", "oidc:ada")
                .replace("{teamId}", "bar")
                .replace("{secret}", "AAAAAAAAAAAAAAAAAAAAAA")
                .replace("{managerId}", "m-1");
        for (String method : route.methods()) {
            if (method.equals("GET") && NOT_FOR_READING.contains(route)) {
                assertProblem(reading().get(path), ProblemType.FORBIDDEN, route.template());
            } else if (method.equals("GET")) {
                assertThat(reading().get(path).statusCode()).as(path).isNotEqualTo(403);
            } else {
                Response answer = reading()
                        .contentType(route == Route.MEMBER_IMPORT ? "text/csv; charset=utf-8" : "application/json")
                        .body("{}")
                        .request(method, path);
                assertProblem(answer, ProblemType.FORBIDDEN, route.template());
                assertThat(answer.<String>path("message")).isEqualTo("Your token may only read.");
            }
        }
    }
}
