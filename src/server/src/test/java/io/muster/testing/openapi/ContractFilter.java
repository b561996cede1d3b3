package io.muster.testing.openapi;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

/**
 * Holds every call that a {@code @QuarkusTest} makes by REST Assured against the contract (docs/api.md#calls). Each of them
 * finds it by itself.
 */
public final class ContractFilter implements Filter, QuarkusTestBeforeEachCallback {

    @Override
    public void beforeEach(QuarkusTestMethodContext test) {
        if (RestAssured.filters().stream().noneMatch(ContractFilter.class::isInstance)) {
            RestAssured.filters(this);
        }
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response answer = context.next(request, expected);
        Map<String, String> headers = new HashMap<>();
        answer.headers().forEach(header -> headers.put(header.getName(), header.getValue()));
        HttpContract.check(new Exchange(
                request.getMethod(),
                request.getURI().replaceFirst("^[a-z]+://[^/]*", ""),
                sent(request.getBody()),
                answer.statusCode(),
                Optional.of(headers),
                answer.asString()));
        return answer;
    }

    private static Optional<String> sent(Object body) {
        return Optional.ofNullable(body)
                .map(it -> it instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : it.toString());
    }
}
