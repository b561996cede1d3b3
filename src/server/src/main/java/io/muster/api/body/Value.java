package io.muster.api.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/**
 * A value in a body, with its path for violations.
 *
 * @param path names and indexes, such as {@code events[3].roles[0].count}; empty for the body itself
 */
record Value(String path, JsonNode node, Violations violations) {

    /** Adds a violation; the empty result is what a reader returns for an invalid value. */
    <T> Optional<T> wrong(String message) {
        violations.add(path, message);
        return Optional.empty();
    }

    boolean isNull() {
        return node.isNull();
    }

    boolean has(String name) {
        return node.has(name);
    }

    /** The member of that name; an absent one is null. */
    Value member(String name) {
        String below = path.isEmpty() ? name : path + "." + name;
        JsonNode child = node.get(name);
        return new Value(below, child == null ? NullNode.getInstance() : child, violations);
    }

    /** The elements of an array. */
    List<Value> elements() {
        List<Value> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Value(path + "[" + i + "]", node.get(i), violations));
        }
        return elements;
    }
}
