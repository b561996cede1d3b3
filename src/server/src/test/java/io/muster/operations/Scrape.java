package io.muster.operations;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** What Prometheus gets from a process, held to what the rules and the dashboard ask for. */
final class Scrape {
    /** What Prometheus says of every scrape by itself. */
    private static final Set<String> PROMETHEUS_OWN = Set.of("up");
    /** What Prometheus adds, and what a cluster's own metrics have. */
    private static final Set<String> ADDED = Set.of("job", "instance", "namespace", "pod", "container");

    private final List<String> lines;

    Scrape(String text) {
        this.lines = text.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
    }

    void assertEveryMetricIsThere() {
        Set<String> asked = new TreeSet<>();
        Watching.expressions().forEach(expression -> asked.addAll(PromQl.metrics(expression)));
        asked.removeAll(PROMETHEUS_OWN);

        Set<String> missing = new TreeSet<>(asked);
        missing.removeAll(lines.stream().map(line -> line.split("[{ ]", 2)[0]).collect(Collectors.toSet()));
        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(missing).as("asked for and not there").isEmpty();
    }

    void assertEveryLabelHasSuchAValue() {
        List<PromQl.Selector> asked = Watching.expressions().stream()
                .flatMap(expression -> PromQl.selectors(expression).stream())
                .filter(selector -> !PROMETHEUS_OWN.contains(selector.metric()))
                .toList();

        assertThat(asked)
                .hasSizeGreaterThan(10)
                .allSatisfy(selector -> selector.labels().entrySet().stream()
                        .filter(label -> !ADDED.contains(label.getKey()))
                        .forEach(label -> assertThat(values(selector.metric(), label.getKey()))
                                .as(label.toString())
                                .anySatisfy(value -> assertThat(value).matches(label.getValue()))));
    }

    private Set<String> values(String metric, String label) {
        Pattern pattern = Pattern.compile("[{,]" + label + "=\"([^\"]*)\"");
        return lines.stream()
                .filter(line -> line.startsWith(metric + "{"))
                .flatMap(line -> pattern.matcher(line).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }
}
