package io.muster.api.body;

import java.util.ArrayList;
import java.util.List;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.Violation;

/**
 * What is wrong with one body, reported together: the first hundred violations, and how many more there are. A short body can
 * have a hundred thousand.
 */
final class Violations {
    static final int MAX = 100;

    private final List<Violation> found = new ArrayList<>();
    private int more;

    void add(String path, String message) {
        if (found.size() < MAX) {
            found.add(new Violation(path, message));
        } else {
            more++;
        }
    }

    /** @throws ProblemException {@code VALIDATION} (the contract, docs/api.md#errors) with all that was found, if anything was */
    void throwIfAny() {
        if (more > 0) {
            found.add(new Violation("", "and " + more + " more"));
        }
        if (!found.isEmpty()) {
            throw ProblemException.invalid(found);
        }
    }
}
