package io.muster.operations;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The dashboard is whole: every panel asks something, of the data source and the processes that are chosen, in its own place. */
class DashboardTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");
    private static final Set<String> GRAFANAS_OWN = Set.of("__rate_interval", "__range");

    @Test
    void everyPanelAsks() {
        assertThat(Watching.panels()).hasSizeGreaterThan(10).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotEmpty();
            assertThat(panel.path("targets"))
                    .isNotEmpty()
                    .allSatisfy(target -> assertThat(
                                    PromQl.metrics(target.path("expr").asText()))
                            .as(panel.path("title").asText())
                            .isNotEmpty());
            assertThat(panel.path("targets"))
                    .extracting(target -> target.path("refId").asText())
                    .doesNotHaveDuplicates();
        });
        assertThat(Watching.panels())
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates();
    }

    @Test
    void whatItCallsAVariableIsOne() {
        Set<String> defined = new HashSet<>(GRAFANAS_OWN);
        Watching.dashboard()
                .at("/templating/list")
                .forEach(variable -> defined.add(variable.path("name").asText()));
        JsonNode dashboard = Watching.dashboard();

        Matcher used = VARIABLE.matcher(dashboard.path("panels").toString());
        Set<String> found = new HashSet<>();
        while (used.find()) {
            found.add(used.group(1));
        }
        assertThat(found).contains("datasource", "instance");
        assertThat(defined).containsAll(found);
    }

    @Test
    void noPanelLiesOnAnother() {
        Set<String> taken = new HashSet<>();
        Watching.panels().forEach(panel -> {
            JsonNode place = panel.path("gridPos");
            int right = place.path("x").asInt() + place.path("w").asInt();
            int bottom = place.path("y").asInt() + place.path("h").asInt();
            assertThat(right).isLessThanOrEqualTo(24);
            for (int x = place.path("x").asInt(); x < right; x++) {
                for (int y = place.path("y").asInt(); y < bottom; y++) {
                    assertThat(taken.add(x + "," + y))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        });
    }
}
