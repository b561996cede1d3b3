package io.muster.testing.openapi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Holds frames of the live socket against {@code asyncapi.yaml}. */
public final class FrameContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The payload's schema by the frame's {@code event}, of what the service sends. */
    private static final Map<String, JsonPointer> SENT = sent();

    private FrameContract() {}

    private static Map<String, JsonPointer> sent() {
        Map<String, JsonPointer> sent = new TreeMap<>();
        at(JsonPointer.compile("/operations/push/messages")).forEach(reference -> {
            JsonPointer message = resolved(resolved(place(reference)));
            sent.put(
                    at(message).path("name").textValue(),
                    message.appendProperty("payload").appendProperty("schema"));
        });
        return sent;
    }

    /** The {@code event} of each frame that the document says the service sends. */
    public static List<String> events() {
        return List.copyOf(SENT.keySet());
    }

    /**
     * The frame itself, if it is as the document says.
     *
     * @throws AssertionError if not, with everything that is wrong with it
     */
    public static String checked(String frame) {
        List<String> violations = violations(frame);
        if (!violations.isEmpty()) {
            throw new AssertionError("not as asyncapi.yaml says: " + String.join("\n  ", violations) + "\nin " + frame);
        }
        return frame;
    }

    /** Everything that is wrong with a frame. One at a time: the parts of the document that it needs are read on first use. */
    public static synchronized List<String> violations(String frame) {
        try {
            JsonNode json = JSON.readTree(frame);
            JsonPointer schema = SENT.get(json.path("event").asText());
            return schema == null
                    ? List.of("the service sends no frame of this event")
                    : ContractDocument.ASYNCAPI.violations(schema, json);
        } catch (JsonProcessingException e) {
            return List.of("not JSON");
        }
    }

    private static JsonPointer resolved(JsonPointer place) {
        JsonNode node = at(place);
        return node.has("$ref") ? place(node) : place;
    }

    private static JsonPointer place(JsonNode reference) {
        return JsonPointer.compile(reference.path("$ref").textValue().substring(1));
    }

    private static JsonNode at(JsonPointer place) {
        return ContractDocument.ASYNCAPI.tree().at(place);
    }
}
