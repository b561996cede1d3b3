package io.muster.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The rules and the dashboard. */
final class Watching {
    static final Path RULES = Manifests.MONITORING.resolve("muster.rules.yaml");
    static final Path RULES_TEST = Manifests.MONITORING.resolve("muster.rules.test.yaml");
    static final Path RULES_OVER_DAYS_TEST = Manifests.MONITORING.resolve("muster.rules.days.test.yaml");
    static final Path DASHBOARD = Manifests.MONITORING.resolve("muster.dashboard.json");

    private Watching() {}

    static JsonNode rules() {
        return Yaml.document(RULES);
    }

    static List<JsonNode> alerts() {
        List<JsonNode> alerts = new ArrayList<>();
        rules().path("groups").forEach(group -> group.path("rules").forEach(alerts::add));
        return alerts;
    }

    static JsonNode dashboard() {
        try {
            return new ObjectMapper().readTree(DASHBOARD.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> panels() {
        return StreamSupport.stream(dashboard().path("panels").spliterator(), false);
    }

    /** Every expression of both. */
    static List<String> expressions() {
        List<String> expressions = new ArrayList<>();
        alerts().forEach(alert -> expressions.add(alert.path("expr").asText()));
        panels().forEach(panel -> panel.path("targets")
                .forEach(target -> expressions.add(target.path("expr").asText())));
        return expressions;
    }
}
