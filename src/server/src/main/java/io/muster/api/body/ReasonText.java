package io.muster.api.body;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.problem.ProblemException;
import io.muster.event.Command;

/** Reads why somebody declines or removes a person: at most 200 code points, for managers alone (docs/api.md#journal). */
public final class ReasonText {
    private ReasonText() {}

    /**
     * The reason, trimmed; empty for null and for nothing but blanks.
     *
     * @throws ProblemException {@code VALIDATION} with what is wrong
     */
    public static Optional<String> read(JsonNode reason) {
        return read("reason", reason);
    }

    /** As {@link #read(JsonNode)}, of words under another name. */
    public static Optional<String> read(String name, JsonNode words) {
        Violations violations = new Violations();
        Optional<String> text = Text.line(new Value(name, words, violations), Command.MAX_REASON);
        violations.throwIfAny();
        return text;
    }
}
