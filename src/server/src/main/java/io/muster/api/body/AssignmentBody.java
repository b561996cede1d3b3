package io.muster.api.body;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

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
    /** The refusals that a manager can set aside. The service does not make the other one as yet, so it is not passed on. */
    private static final Map<String, Set<Refusal.Reason>> OVERRIDABLE = Map.of(
            "TIME_CONFLICT", Set.of(),
            "NOT_QUALIFIED", Set.of(Refusal.Reason.NOT_QUALIFIED));

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
        Set<Refusal.Reason> override = new HashSet<>();
        names.forEach(refusal -> override.addAll(OVERRIDABLE.getOrDefault(refusal, Set.of())));
        return new AssignmentBody(name, override);
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
                    || !OVERRIDABLE.containsKey(element.node().textValue())) {
                element.wrong("must be TIME_CONFLICT or NOT_QUALIFIED");
            } else if (!names.add(element.node().textValue())) {
                element.wrong("must not repeat an earlier entry");
            }
        }
        return names;
    }
}
