package io.muster.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.muster.live.step.LiveLoop;

/**
 * Cache of replay frames, so that a reconnect storm renders each shared frame once. It keeps frames that many receive
 * alike, for a short time and up to a number of bytes. Used on the {@link LiveLoop} only.
 */
final class ReplayFrameCache {
    private static final Duration LIFE = Duration.ofSeconds(30);

    private final long maxBytes;
    private final Map<Key, Frame> frames = new LinkedHashMap<>();
    private long bytes;
    private Instant since = Instant.MAX;
    private Instant now = Instant.MIN;

    ReplayFrameCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    private record Key(String id, Notice notice) {}

    Frame frame(String id, Notice notice, Supplier<Frame> made) {
        if (!notice.isForMany()) {
            return made.get();
        }
        Key key = new Key(id, notice);
        Frame known = frames.get(key);
        if (known != null) {
            return known;
        }
        Frame frame = made.get();
        add(key, frame);
        return frame;
    }

    private void add(Key key, Frame frame) {
        if (frames.isEmpty()) {
            since = now;
        }
        frames.put(key, frame);
        bytes += frame.utf8().length;
        for (Iterator<Frame> eldest = frames.values().iterator(); bytes > maxBytes; ) {
            bytes -= eldest.next().utf8().length;
            eldest.remove();
        }
    }

    /** Removes expired frames. */
    void age(Instant time) {
        now = time;
        if (!frames.isEmpty() && since.plus(LIFE).isBefore(time)) {
            clear();
        }
    }

    void clear() {
        frames.clear();
        bytes = 0;
    }

    /** The size in bytes. */
    long bytes() {
        return bytes;
    }
}
