package io.muster.api.body;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.problem.ProblemException;

/** Reads the body that limits the schema number: {@code {"limit"}}, a number or null (docs/api.md#admin-schema). */
public final class LimitBody {
    private LimitBody() {}

    /**
     * The limit; empty for none.
     *
     * @param highest the highest that may be given
     * @throws ProblemException {@code VALIDATION} with what is wrong
     */
    public static Optional<Integer> read(JsonNode body, int highest) {
        Violations violations = new Violations();
        Value value = new Value("", body, violations);
        if (!body.isObject()) {
            value.wrong("must be an object");
        }
        Optional<Integer> limit = limit(value, highest);
        violations.throwIfAny();
        return limit;
    }

    /** An absent one is no null: who forgets it lifts nothing. */
    private static Optional<Integer> limit(Value body, int highest) {
        Value limit = body.member("limit");
        if (!body.has("limit")) {
            return limit.wrong("is required");
        }
        if (limit.isNull()) {
            return Optional.empty();
        }
        JsonNode number = limit.node();
        return number.isInt() && number.intValue() >= 1 && number.intValue() <= highest
                ? Optional.of(number.intValue())
                : limit.wrong("must be a whole number from 1 to " + highest + ", or null");
    }
}
