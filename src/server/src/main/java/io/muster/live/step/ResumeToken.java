package io.muster.live.step;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A position in the change stream: the text of its resume token. On one cluster these texts ascend with time and mean
 * the same to every process, so positions are compared and searched as text.
 *
 * @param token upper-case hexadecimal
 */
public record ResumeToken(String token) implements Comparable<ResumeToken> {
    /**
     * The form of a resume token's {@code _data}. Longer ones do not occur with documents as small as a journal
     * entry's.
     */
    private static final Pattern FORM = Pattern.compile("[0-9A-F]{2,1024}");

    /** A token begins with the type of a timestamp and its seconds in eight digits. */
    public static final String TIMESTAMP_TYPE = "82";

    private static final int TIME_END = 10;
    private static final int HEXADECIMAL = 16;

    /** Before every event: a client that resumes here has missed too much. */
    public static final ResumeToken BEFORE_ALL = new ResumeToken("00");

    public ResumeToken {
        if (!FORM.matcher(token).matches()) {
            throw new IllegalArgumentException("not a resume token");
        }
    }

    /** Parses what a client sent; empty if it cannot be a position. */
    public static Optional<ResumeToken> read(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new ResumeToken(text)) : Optional.empty();
    }

    /** The second of the database's time of this position; empty if the text does not contain it. */
    public Optional<Instant> time() {
        if (token.length() < TIME_END || !token.startsWith(TIMESTAMP_TYPE)) {
            return Optional.empty();
        }
        return Optional.of(
                Instant.ofEpochSecond(Long.parseLong(token.substring(TIMESTAMP_TYPE.length(), TIME_END), HEXADECIMAL)));
    }

    /** The later of both. */
    public static ResumeToken later(ResumeToken one, ResumeToken other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    @Override
    public int compareTo(ResumeToken other) {
        return token.compareTo(other.token);
    }
}
