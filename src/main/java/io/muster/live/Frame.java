package io.muster.live;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** One message to a client, rendered and encoded; shared by all who are told the same. */
public final class Frame {
    private final byte[] utf8;
    private final Optional<Instant> committedAt;

    /**
     * @param text a JSON object
     * @param committedAt when the change it tells of was recorded, by the database's clock; empty for what is no change, and
     *     for what is told again
     */
    public Frame(String text, Optional<Instant> committedAt) {
        this.utf8 = text.getBytes(StandardCharsets.UTF_8);
        this.committedAt = committedAt;
    }

    public static Frame of(String text) {
        return new Frame(text, Optional.empty());
    }

    /** The text as it goes over the line; not to be changed. */
    public byte[] utf8() {
        return utf8;
    }

    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    public Optional<Instant> committedAt() {
        return committedAt;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Frame frame && Arrays.equals(utf8, frame.utf8) && committedAt.equals(frame.committedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(utf8), committedAt);
    }

    /** Without the text: it may name people. */
    @Override
    public String toString() {
        return "Frame[" + utf8.length + " bytes]";
    }
}
