package io.muster.operations;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.muster.testing.Bodies;
import io.muster.testing.Client;
import io.muster.testing.MongoTestResource;
import io.muster.testing.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the rules and the dashboard ask for is there once people have responded. */
@QuarkusTest
@WithTestResource(MongoTestResource.class)
class MetricsExistTest {
    /** What Prometheus says of every scrape by itself. */
    private static final Set<String> PROMETHEUS_OWN = Set.of("up");

    /** What Prometheus adds, and what a cluster's own metrics have. */
    private static final Set<String> ADDED = Set.of("job", "instance", "namespace", "pod", "container");

    private static final String MANAGER = "watched";

    @Test
    void everyMetricThatIsAskedForIsScraped() {
        respond();
        Set<String> asked = new TreeSet<>();
        Watching.expressions().forEach(expression -> asked.addAll(PromQl.metrics(expression)));
        asked.removeAll(PROMETHEUS_OWN);

        Set<String> missing = new TreeSet<>(asked);
        missing.removeAll(scraped());
        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(missing).as("asked for and not there").isEmpty();
    }

    @Test
    void everyLabelThatIsAskedForHasSuchAValue() {
        respond();
        List<String> lines = lines();
        List<PromQl.Selector> asked = Watching.expressions().stream()
                .flatMap(expression -> PromQl.selectors(expression).stream())
                .filter(selector -> !PROMETHEUS_OWN.contains(selector.metric()))
                .toList();

        assertThat(asked)
                .hasSizeGreaterThan(10)
                .allSatisfy(selector -> selector.labels().entrySet().stream()
                        .filter(label -> !ADDED.contains(label.getKey()))
                        .forEach(label -> assertThat(values(lines, selector.metric(), label.getKey()))
                                .as(label.toString())
                                .anySatisfy(value -> assertThat(value).matches(label.getValue()))));
    }

    private static Set<String> values(List<String> lines, String metric, String label) {
        Pattern pattern = Pattern.compile("[{,]" + label + "=\"([^\"]*)\"");
        return lines.stream()
                .filter(line -> line.startsWith(metric + "{"))
                .flatMap(line -> pattern.matcher(line).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static void respond() {
        Client manager = Client.of(Tokens.manager(MANAGER));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> manager.get("/api/events").status() == 200);
        String id = manager.post("/api/events", Bodies.published()).expect(201).id();
        for (int i = 0; i < 5; i++) {
            Client.of(Tokens.staff("watched-" + i).claim("managerIds", new String[] {MANAGER}))
                    .post("/api/events/" + id + "/respond", Bodies.accept("Server"));
        }
    }

    private static Set<String> scraped() {
        return lines().stream().map(line -> line.split("[{ ]", 2)[0]).collect(Collectors.toSet());
    }

    private static List<String> lines() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
    }
}
