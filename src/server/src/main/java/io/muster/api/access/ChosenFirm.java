package io.muster.api.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;

/** The firm that a request names: by the header {@code Muster-Firm}, or in the address of what a browser fetches by itself. */
public final class ChosenFirm {
    public static final String HEADER = "Muster-Firm";
    public static final String PARAMETER = "firm";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private ChosenFirm() {}

    /**
     * The firm.
     *
     * @param named all that the request has for it
     * @throws ProblemException {@code FORBIDDEN} for what is no firm's id, and for two of them
     */
    public static Optional<String> of(List<String> named) {
        Set<String> firms = new TreeSet<>(named);
        if (firms.size() > 1
                || !firms.stream().allMatch(firm -> ID.matcher(firm).matches())) {
            throw notOfTheCaller();
        }
        return firms.stream().findFirst();
    }

    /** The one answer for every firm that is not the caller's, whether there is such a firm or not. */
    public static ProblemException notOfTheCaller() {
        return new ProblemException(ProblemType.FORBIDDEN, "This firm is not yours.");
    }
}
