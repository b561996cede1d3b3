package io.muster.api.body;

import java.util.ArrayList;
import java.util.List;

import io.muster.api.Problem;
import io.muster.api.Violation;

/** Everything that is wrong with one body, so that its sender hears all of it at once. */
final class Violations {
    private final List<Violation> found = new ArrayList<>();

    void add(String path, String message) {
        found.add(new Violation(path, message));
    }

    /** @throws Problem the contract's {@code VALIDATION} with all that was found, if anything was */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw Problem.invalid(found);
        }
    }
}
