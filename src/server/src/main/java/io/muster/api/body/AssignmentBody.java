package io.muster.api.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.problem.ProblemException;

/** Reads the body that puts a person into a role: {@code {"role"}} (docs/api.md#assign-staff). */
public final class AssignmentBody {
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
        violations.throwIfAny();
        return name;
    }
}
