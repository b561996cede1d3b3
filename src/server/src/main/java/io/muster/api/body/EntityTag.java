package io.muster.api.body;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.muster.api.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A version in headers: {@code ETag: "3"}, {@code If-Match: "3"}. */
public final class EntityTag {
    public static final String HEADER = "ETag";

    private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");
    private static final String ANY = "*";

    private EntityTag() {}

    /**
     * The version that a change is based on; {@code *} matches any.
     *
     * @throws ProblemException {@code VALIDATION} if it is no version
     */
    public static Optional<Long> ifMatch(@Nullable String header) {
        if (header == null || header.strip().equals(ANY)) {
            return Optional.empty();
        }
        Matcher tag = TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw ProblemException.invalid("If-Match", "must be an ETag this service gave");
        }
        return Optional.of(Long.parseLong(tag.group(1)));
    }

    /** The tag of a version. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }
}
