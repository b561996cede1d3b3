package io.muster.api.body;

import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON as canonical text: independent of the order of members and of white space. */
public final class CanonicalJson {
    private CanonicalJson() {}

    public static String text(JsonNode json) {
        return sorted(json).toString();
    }

    private static JsonNode sorted(JsonNode json) {
        if (json.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(json.size());
            json.forEach(element -> array.add(sorted(element)));
            return array;
        }
        if (json.isObject()) {
            Map<String, JsonNode> members = new TreeMap<>();
            json.fields().forEachRemaining(member -> members.put(member.getKey(), sorted(member.getValue())));
            return JsonNodeFactory.instance.objectNode().<ObjectNode>setAll(members);
        }
        return json;
    }
}
