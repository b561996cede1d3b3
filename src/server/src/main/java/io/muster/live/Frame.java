package io.muster.live;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/** One message to a client, rendered and encoded; shared by all who receive the same. */
public final class Frame {
    private final byte[] utf8;
    private final Optional<Instant> committedAt;
    private final AtomicInteger queues = new AtomicInteger();

    /**
     * @param text a JSON object
     * @param committedAt when the change was recorded, by the database's clock; empty for a frame without a change, and
     *     for a replayed one
     */
    public Frame(String text, Optional<Instant> committedAt) {
        this.utf8 = text.getBytes(StandardCharsets.UTF_8);
        this.committedAt = committedAt;
    }

    public static Frame of(String text) {
        return new Frame(text, Optional.empty());
    }

    /** The encoded text; not to be modified. */
    public byte[] utf8() {
        return utf8;
    }

    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    public Optional<Instant> committedAt() {
        return committedAt;
    }

    /** Counts a queue that the frame was added to. @return whether it was in none before */
    public boolean enterQueue() {
        return queues.getAndIncrement() == 0;
    }

    /** Counts a queue that the frame was removed from. @return whether it is in none now */
    public boolean leaveQueue() {
        return queues.decrementAndGet() == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Frame frame && Arrays.equals(utf8, frame.utf8) && committedAt.equals(frame.committedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(utf8), committedAt);
    }

    /** Without the text, because it may contain names. */
    @Override
    public String toString() {
        return "Frame[" + utf8.length + " bytes]";
    }
}
