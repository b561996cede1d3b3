package io.muster.live;

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

    public StreamPosition {
        if (!FORM.matcher(token).matches()) {
            throw new IllegalArgumentException("not a resume token");
        }
    }

    /** Reads what a client sent; empty for what cannot be a place. */
    public static Optional<StreamPosition> read(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new StreamPosition(text)) : Optional.empty();
    }

    @Override
    public int compareTo(StreamPosition other) {
        return token.compareTo(other.token);
    }
}
