package io.muster.api.body;

import java.util.HashSet;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.problem.ProblemException;

/** Reads the body that puts a person into a role: {@code {"role","override"}} (docs/api.md#assign-staff). */
public final class AssignmentBody {
    /** The refusals that a manager can set aside. The service makes neither as yet, so none is passed on. */
    private static final Set<String> OVERRIDABLE = Set.of("TIME_CONFLICT", "NOT_QUALIFIED");

    private AssignmentBody() {}

    /**
     * The role as the manager wrote it.
     *
     * @throws ProblemException {@code VALIDATION} with what is wrong
     */
    public static String role(JsonNode body) {
        Violations violations = new Violations();
        Value value = new Value("", body, violations);
        if (!body.isObject()) {
            value.wrong("must be an object");
        }
        Value role = value.member("role");
        String name = FieldValue.isBlank(role)
                ? role.<String>wrong("is required").orElse("")
                : Text.name(role, RolesValue.MAX_NAME).orElse("");
        checkOverride(value.member("override"));
        violations.throwIfAny();
        return name;
    }

    private static void checkOverride(Value override) {
        if (override.isNull()) {
            return;
        }
        if (!override.node().isArray()) {
            override.wrong("must be a list");
            return;
        }
        Set<String> names = new HashSet<>();
        for (Value element : override.elements()) {
            if (!element.node().isTextual()
                    || !OVERRIDABLE.contains(element.node().textValue())) {
                element.wrong("must be TIME_CONFLICT or NOT_QUALIFIED");
            } else if (!names.add(element.node().textValue())) {
                element.wrong("must not repeat an earlier entry");
            }
        }
    }
}
