package io.muster.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Frames that were made for somebody who came back, for the others who come back: after a process dies, all of them at once.
 * Only those that many are told alike, and the latest so many. Touched by the {@link LiveLoop} alone.
 */
final class Retold {
    private static final int MOST = 5_000;

    private final Map<Key, Frame> frames = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Frame> eldest) {
            return size() > MOST;
        }
    };

    private record Key(String id, Notice notice) {}

    Frame frame(String id, Notice notice, Supplier<Frame> made) {
        return notice.isForMany() ? frames.computeIfAbsent(new Key(id, notice), first -> made.get()) : made.get();
    }
}
