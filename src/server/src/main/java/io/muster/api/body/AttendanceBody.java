package io.muster.api.body;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.problem.ProblemException;
import io.muster.event.Attendance;
import io.muster.event.Blanks;

/**
 * The body that notes a person's attendance: {@code {"state","at"}} (docs/api.md#attendance).
 *
 * @param state empty where what was noted is taken back
 * @param at empty for now
 */
public record AttendanceBody(Optional<Attendance.State> state, Optional<Instant> at) {
    /** Longer than any valid instant. */
    private static final int MAX_INSTANT = 100;

    /**
     * What the manager says of the person.
     *
     * @throws ProblemException {@code VALIDATION} with what is wrong
     */
    public static AttendanceBody read(JsonNode body) {
        Violations violations = new Violations();
        Value value = new Value("", body, violations);
        if (!body.isObject()) {
            value.wrong("must be an object");
        }
        AttendanceBody read = new AttendanceBody(state(value), at(value.member("at")));
        violations.throwIfAny();
        return read;
    }

    /** An absent one is no null: who forgets it takes nothing back. */
    private static Optional<Attendance.State> state(Value body) {
        Value state = body.member("state");
        if (!body.has("state")) {
            return state.wrong("is required");
        }
        if (state.isNull()) {
            return Optional.empty();
        }
        Optional<Attendance.State> known =
                Optional.ofNullable(state.node().textValue()).map(Blanks::strip).flatMap(Attendance.State::ofWireName);
        return known.isPresent() ? known : state.wrong("must be arrived, absent, left or null");
    }

    private static Optional<Instant> at(Value at) {
        Optional<String> text = Text.line(at, MAX_INSTANT);
        Optional<Instant> instant = text.flatMap(Times::instant);
        return text.isPresent() && instant.isEmpty()
                ? at.wrong("must be a time with its offset, such as 2026-12-18T17:00:00Z")
                : instant;
    }
}
