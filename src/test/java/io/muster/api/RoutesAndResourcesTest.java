package io.muster.api;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.muster.testing.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** The list of routes is that of the resources, by the service's own description. */
@QuarkusTest
@WithTestResource(MongoTestResource.class)
class RoutesAndResourcesTest {
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete");

    @Test
    void everyResourceIsInTheListWithItsMethods() {
        Map<String, Map<String, Object>> paths =
                given().accept("application/json").get("/q/openapi?format=json").path("paths");
        assertThat(paths).containsKey("/api/events/{id}/respond");

        paths.forEach((path, operations) -> {
            if (path.startsWith("/api/") && !path.startsWith("/api/probe")) {
                Set<String> methods = new HashSet<>(operations.keySet());
                methods.retainAll(METHODS);
                assertThat(listed(path)).as(path).containsExactlyInAnyOrderElementsOf(upper(methods));
            }
        });
    }

    private static List<String> listed(String template) {
        Optional<Route> route = Arrays.stream(Route.values())
                .filter(it -> it.template().equals(template))
                .findFirst();
        return route.map(Route::methods).orElse(List.of());
    }

    private static List<String> upper(Set<String> methods) {
        return methods.stream().map(it -> it.toUpperCase(Locale.ROOT)).toList();
    }
}
