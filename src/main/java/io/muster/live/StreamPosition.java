package io.muster.live;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the change stream, by the text of its resume token. On one cluster the texts ascend with time and mean the same
 * to every process, so places are compared and searched as text.
 *
 * @param token upper-case hexadecimal
 */
public record StreamPosition(String token) implements Comparable<StreamPosition> {
    /** What a resume token's {@code _data} looks like; longer ones do not occur with documents as small as a journal's. */
    private static final Pattern FORM = Pattern.compile("[0-9A-F]{2,1024}");

    /** A token begins with the type of a timestamp and its seconds in eight digits. */
    static final String TIMESTAMP_TYPE = "82";

    private static final int TIME_END = 10;
    private static final int HEXADECIMAL = 16;

    /** Before every event: whoever comes back to it has missed too much. */
    static final StreamPosition BEFORE_ALL = new StreamPosition("00");

    public StreamPosition {
        if (!FORM.matcher(token).matches()) {
            throw new IllegalArgumentException("not a resume token");
        }
    }

    /** Reads what a client sent; empty for what cannot be a place. */
    public static Optional<StreamPosition> read(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new StreamPosition(text)) : Optional.empty();
    }

    /** The second of the database's time at which it lies; empty if the text does not say. */
    Optional<Instant> time() {
        if (token.length() < TIME_END || !token.startsWith(TIMESTAMP_TYPE)) {
            return Optional.empty();
        }
        return Optional.of(
                Instant.ofEpochSecond(Long.parseLong(token.substring(TIMESTAMP_TYPE.length(), TIME_END), HEXADECIMAL)));
    }

    /** The one of both that comes later in the stream. */
    static StreamPosition later(StreamPosition one, StreamPosition other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    @Override
    public int compareTo(StreamPosition other) {
        return token.compareTo(other.token);
    }
}
