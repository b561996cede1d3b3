package io.muster.api.body;

import io.muster.api.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A query parameter that is true or false; absent it is false. */
public final class Flag {
    public static final String DRY_RUN = "dryRun";

    private Flag() {}

    /** @throws ProblemException {@code VALIDATION} for another value */
    public static boolean isSet(String name, @Nullable String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw ProblemException.invalid(name, "must be true or false");
    }
}
