package io.muster.api;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.zjsonpatch.JsonDiff;
import io.muster.api.problem.Route;
import io.muster.testing.database.MongoTestResource;
import io.muster.testing.openapi.ContractDocument;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** What is served is the document as it stands in the tree, and the list of routes is that of the document. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class RoutesAndResourcesTest {
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete");

    private static JsonNode served() throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(given().accept("application/json")
                        .get("/q/openapi?format=json")
                        .asString());
    }

    @Test
    void theDocumentIsServedAsItStandsInTheTree() throws JsonProcessingException {
        assertThat(JsonDiff.asJson(ContractDocument.OPENAPI.tree(), served())).isEmpty();
    }

    @Test
    void theRoutesAreThoseOfTheDocument() throws JsonProcessingException {
        Map<String, Set<String>> routes = new TreeMap<>();
        Arrays.stream(Route.values()).forEach(route -> routes.put(route.template(), Set.copyOf(route.methods())));
        Map<String, Set<String>> described = new TreeMap<>();
        served().path("paths").properties().forEach(path -> described.put(path.getKey(), methods(path.getValue())));

        assertThat(described).isNotEmpty().isEqualTo(routes);
    }

    private static Set<String> methods(JsonNode operations) {
        Set<String> methods = new HashSet<>();
        operations.fieldNames().forEachRemaining(methods::add);
        methods.retainAll(METHODS);
        return Set.copyOf(upper(methods));
    }

    private static List<String> upper(Set<String> methods) {
        return methods.stream().map(it -> it.toUpperCase(Locale.ROOT)).toList();
    }
}
