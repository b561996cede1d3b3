package io.muster.api.view;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Values as the contract (docs/api.md#event-times) writes them. */
public final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    public static ObjectNode object() {
        return NODES.objectNode();
    }

    public static ArrayNode array() {
        return NODES.arrayNode();
    }

    public static ArrayNode strings(Collection<String> strings) {
        ArrayNode array = NODES.arrayNode(strings.size());
        strings.forEach(array::add);
        return array;
    }

    /** UTC, three decimals, {@code Z}. */
    public static String instant(Instant instant) {
        return INSTANT.format(instant);
    }

    public static JsonNode text(Optional<String> text) {
        return text.<JsonNode>map(NODES::textNode).orElseGet(NODES::nullNode);
    }

    /** A descriptive field's value; dates, times (to the minute) and zones are their own text, UTC whichever. */
    public static JsonNode value(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof Integer whole) {
            return NODES.numberNode(whole);
        }
        if (value instanceof Double degrees) {
            return NODES.numberNode(degrees);
        }
        if (value instanceof Instant instant) {
            return NODES.textNode(instant(instant));
        }
        if (value == ZoneOffset.UTC) {
            return NODES.textNode("UTC");
        }
        return NODES.textNode(value instanceof ZoneId zone ? zone.getId() : value.toString());
    }
}
