package io.muster.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.respond.ResponseOutcomes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The alerts are one set in two files, each with a page for whoever is called, and name what the service says. */
class AlertsTest {
    private static final Path OPERATIONS = Repository.file("docs/operations.md");
    private static final Path API = Repository.file("docs/api.md");
    private static final String OUTCOME = "outcome";
    private static final String RESPONSES = "muster_responses_total";

    @Test
    void theOperatorsRuleHoldsTheSameGroups() {
        Manifest rule = new Manifest(Yaml.document(Manifests.MONITORING.resolve("prometheusrule.yaml")));

        assertThat(rule.at("/spec/groups")).isEqualTo(Watching.rules().path("groups"));
    }

    @Test
    void eachSaysHowBadItIsAndWhatToDo() {
        List<String> headings = Yaml.text(OPERATIONS)
                .lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();

        assertThat(Watching.alerts()).isNotEmpty().allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
            assertThat(alert.at("/annotations/summary").asText()).as(name).isNotEmpty();
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo(Repository.name(OPERATIONS) + "#" + name.toLowerCase(Locale.ROOT));
            assertThat(headings).contains(name);
        });
    }

    /** Those of other metrics than responses are the ones that the contract lists. */
    @Test
    void theOutcomesTheyNameAreOnesTheServiceSays() {
        Map<String, Set<String>> named = Watching.expressions().stream()
                .flatMap(expression -> PromQl.selectors(expression).stream())
                .filter(selector -> selector.labels().containsKey(OUTCOME))
                .collect(Collectors.groupingBy(
                        PromQl.Selector::metric,
                        Collectors.flatMapping(
                                selector ->
                                        Stream.of(selector.labels().get(OUTCOME).split("\\|")),
                                Collectors.toSet())));

        assertThat(named.remove(RESPONSES)).contains("recorded", "overloaded").isSubsetOf(ResponseOutcomes.all());
        assertThat(named)
                .isNotEmpty()
                .allSatisfy((metric, outcomes) ->
                        assertThat(listedOutcomes(metric)).as(metric).containsAll(outcomes));
    }

    private static Set<String> listedOutcomes(String metric) {
        Matcher listed = Pattern.compile(Pattern.quote(metric) + "\\{[^}]*outcome=\"([^\"]*)\"")
                .matcher(Yaml.text(API));
        assertThat(listed.find()).as(metric).isTrue();
        return Set.of(listed.group(1).split("\\|"));
    }

    @Test
    void lanesAreNearlyFullBeforeTheyAreFull() {
        JsonNode full = Watching.alerts().stream()
                .filter(alert -> alert.path("alert").asText().equals("MusterLanesFull"))
                .findFirst()
                .orElseThrow();
        int most = ServiceSettings.respond().maxCommands();

        assertThat(full.path("expr").asText()).contains("> " + most * 8 / 10);
    }

    @Test
    void eachHasATestOfWhenItFires() {
        Set<String> tested = Yaml.document(Watching.RULES_TEST).findParents("exp_alerts").stream()
                .map(it -> it.path("alertname").asText())
                .collect(Collectors.toSet());

        assertThat(Watching.alerts())
                .extracting(alert -> alert.path("alert").asText())
                .allSatisfy(name -> assertThat(tested).contains(name));
    }

    @Test
    void prometheusTakesThemAndTheyFireWhenTheyShould() {
        var promtool = Tool.find("promtool");
        assumeTrue(promtool.isPresent(), "no promtool on this machine (Debian has it in the package prometheus)");

        promtool.get().run("check", "rules", Watching.RULES.toString());
        promtool.get().run("test", "rules", Watching.RULES_TEST.toString(), Watching.RULES_OVER_DAYS_TEST.toString());
    }

    /** The dashboard's expressions, with Grafana's variables filled in. */
    @Test
    void prometheusTakesTheDashboardsExpressionsToo(@TempDir Path folder) throws IOException {
        var promtool = Tool.find("promtool");
        assumeTrue(promtool.isPresent(), "no promtool on this machine (Debian has it in the package prometheus)");

        StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
        int number = 0;
        for (String expression : Watching.expressions()) {
            String filled = expression
                    .replace("$__rate_interval", "1m")
                    .replace("$__range", "1h")
                    .replace("$instance", ".*")
                    .replace("\n", " ");
            rules.append("  - record: expression_").append(number++).append("\n    expr: '");
            rules.append(filled).append("'\n");
        }
        Path file = Files.writeString(folder.resolve("dashboard.yaml"), rules);
        promtool.get().run("check", "rules", file.toString());
    }
}
