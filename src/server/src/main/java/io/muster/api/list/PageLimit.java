package io.muster.api.list;

import java.util.Optional;
import java.util.regex.Pattern;

import io.muster.api.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The query parameter {@code limit}: how long a page is. */
public final class PageLimit {
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    private PageLimit() {}

    /**
     * The page size; the usual one where none is given.
     *
     * @throws ProblemException {@code VALIDATION} if it is no number, or too large
     */
    public static int of(@Nullable String limit, ListConfig config) {
        int size = read(limit, config);
        if (!isGood(size, config)) {
            throw ProblemException.invalid("limit", message(config));
        }
        return size;
    }

    /** 0 for what is no number. */
    static int read(@Nullable String limit, ListConfig config) {
        return Optional.ofNullable(limit)
                .filter(it -> !it.isBlank())
                .map(it -> WHOLE.matcher(it).matches() ? Integer.parseInt(it) : 0)
                .orElse(config.defaultLimit());
    }

    static boolean isGood(int size, ListConfig config) {
        return size >= 1 && size <= config.maxLimit();
    }

    static String message(ListConfig config) {
        return "must be a whole number from 1 to " + config.maxLimit();
    }
}
