package io.muster.store.read;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The values used last, up to a number of bytes. For any thread.
 *
 * @param <V> weighed by whoever adds it
 */
public final class ByteBoundedCache<K, V> {
    private static final int FIRST_CAPACITY = 256;
    private static final float LOAD = 0.75f;

    private final long maxBytes;
    private final Map<K, Weighed<V>> values = new LinkedHashMap<>(FIRST_CAPACITY, LOAD, true);
    private long bytes;

    private record Weighed<V>(V value, long bytes) {}

    public ByteBoundedCache(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    public synchronized Optional<V> get(K key) {
        return Optional.ofNullable(values.get(key)).map(Weighed::value);
    }

    /** In place of the one with this key, if there is one. What is larger than all may be is not kept. */
    public synchronized void put(K key, V value, long size) {
        forget(values.remove(key));
        if (size > maxBytes) {
            return;
        }
        values.put(key, new Weighed<>(value, size));
        bytes += size;
        for (Iterator<Weighed<V>> eldest = values.values().iterator(); bytes > maxBytes; ) {
            forget(eldest.next());
            eldest.remove();
        }
    }

    private void forget(@Nullable Weighed<V> gone) {
        bytes -= gone == null ? 0 : gone.bytes;
    }

    /** What all values weigh together. */
    public synchronized long bytes() {
        return bytes;
    }
}
