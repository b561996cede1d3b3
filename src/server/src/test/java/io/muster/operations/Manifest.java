package io.muster.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;

/** An object for Kubernetes, as it is written. */
record Manifest(JsonNode tree) {

    String apiVersion() {
        return tree.path("apiVersion").asText();
    }

    String kind() {
        return tree.path("kind").asText();
    }

    String name() {
        return tree.path("metadata").path("name").asText();
    }

    String namespace() {
        return tree.path("metadata").path("namespace").asText();
    }

    /** Which object it is, among those of a rendering. */
    String identity() {
        return kind() + " " + namespace() + "/" + name();
    }

    /** What is at a JSON pointer. */
    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    Stream<JsonNode> each(String pointer) {
        return StreamSupport.stream(at(pointer).spliterator(), false);
    }

    /** Every value named so, however deep. */
    List<JsonNode> everywhere(String field) {
        return new ArrayList<>(tree.findValues(field));
    }

    @Override
    public String toString() {
        return identity();
    }
}
