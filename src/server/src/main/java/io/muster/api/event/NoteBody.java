package io.muster.api.event;

import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.body.ReasonText;
import io.muster.api.problem.ProblemException;

/**
 * The body that sends a note: {@code {"to","text"}} (docs/api.md#notices).
 *
 * @param to {@code silent}, {@code accept} or {@code standby}
 * @param text at most 200 code points on one line
 */
record NoteBody(String to, String text) {
    private static final Set<String> TO = Set.of("silent", "accept", "standby");

    /** @throws ProblemException {@code VALIDATION} with what is wrong */
    static NoteBody read(JsonNode body) {
        if (!body.isObject()) {
            throw ProblemException.invalid("", "must be an object");
        }
        String to = Optional.ofNullable(body.path("to").textValue())
                .filter(TO::contains)
                .orElseThrow(() -> ProblemException.invalid("to", "must be silent, accept or standby"));
        String text = Optional.ofNullable(body.get("text"))
                .flatMap(words -> ReasonText.read("text", words))
                .orElseThrow(() -> ProblemException.invalid("text", "is required"));
        return new NoteBody(to, text);
    }
}
