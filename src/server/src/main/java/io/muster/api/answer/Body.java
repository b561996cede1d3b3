package io.muster.api.answer;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The body of an answer: a head that other readers may have as well, and a tail of the reader's own.
 *
 * @param opening what comes before the parts
 * @param parts separated by commas
 * @param tail what comes after them
 */
public record Body(String opening, List<JsonPart> parts, String tail) {
    public Body {
        parts = List.copyOf(parts);
    }

    /** One object alone. */
    public static Body of(JsonPart part) {
        return new Body("", List.of(part), "");
    }

    byte[] tailBytes() {
        return tail.getBytes(StandardCharsets.UTF_8);
    }
}
