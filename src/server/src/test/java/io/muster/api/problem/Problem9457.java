package io.muster.api.problem;

import io.restassured.response.Response;

import static org.assertj.core.api.Assertions.assertThat;

/** What every error has to look like. */
public final class Problem9457 {
    private Problem9457() {}

    /** Checks an answer against the contract's shape of an error (docs/api.md#errors): of a type, at a route. */
    public static Response assertProblem(Response answer, ProblemType type, String instance) {
        assertThat(answer.<String>path("code")).as(answer.asString()).isEqualTo(type.code());
        assertThat(answer.statusCode()).isEqualTo(type.status());
        assertThat(answer.contentType()).isEqualTo("application/problem+json;charset=UTF-8");
        assertThat(answer.<Integer>path("status")).isEqualTo(type.status());
        assertThat(answer.<String>path("title")).isEqualTo(type.title());
        assertThat(answer.<String>path("type")).isEqualTo(type.uri());
        assertThat(answer.<String>path("message")).isNotBlank();
        assertThat(answer.<String>path("detail")).isEqualTo(answer.path("message"));
        assertThat(answer.<String>path("instance")).isEqualTo(instance);
        assertThat(answer.asString()).doesNotContain("Exception", "io.muster", "jackson", "\tat ");
        return answer;
    }
}
