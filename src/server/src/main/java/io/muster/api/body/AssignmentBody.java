package io.muster.api.body;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.problem.ProblemException;
import io.muster.event.Command;
import io.muster.event.Refusal;

/**
 * The body that puts a person into a role: {@code {"role","override"}} (docs/api.md#assign-staff).
 *
 * @param role as the manager wrote it
 * @param override the refusals that the manager sets aside
 */
public record AssignmentBody(String role, Set<Refusal.Reason> override) {
    /** The refusals that a manager can set aside. */
    private static final Set<String> OVERRIDABLE =
            Set.of(Refusal.Reason.TIME_CONFLICT.name(), Refusal.Reason.NOT_QUALIFIED.name());

    /**
     * Reads it.
     *
     * @throws ProblemException {@code VALIDATION} with what is wrong
     */
    public static AssignmentBody read(JsonNode body) {
        Violations violations = new Violations();
        Value value = new Value("", body, violations);
        if (!body.isObject()) {
            value.wrong("must be an object");
        }
        Value role = value.member("role");
        String name = FieldValue.isBlank(role)
                ? role.<String>wrong("is required").orElse("")
                : Text.name(role, RolesValue.MAX_NAME).orElse("");
        Set<String> names = override(value.member("override"));
        violations.throwIfAny();
        return new AssignmentBody(
                name, names.stream().map(Refusal.Reason::valueOf).collect(Collectors.toUnmodifiableSet()));
    }

    /** The command to put this person in. */
    public Command.Assign command(String managerId, String actor, String userKey) {
        return new Command.Assign(managerId, actor, userKey, role, override);
    }

    private static Set<String> override(Value override) {
        Set<String> names = new HashSet<>();
        if (override.isNull()) {
            return names;
        }
        if (!override.node().isArray()) {
            override.wrong("must be a list");
            return names;
        }
        for (Value element : override.elements()) {
            if (!element.node().isTextual()
                    || !OVERRIDABLE.contains(element.node().textValue())) {
                element.wrong("must be TIME_CONFLICT or NOT_QUALIFIED");
            } else if (!names.add(element.node().textValue())) {
                element.wrong("must not repeat an earlier entry");
            }
        }
        return names;
    }
}
