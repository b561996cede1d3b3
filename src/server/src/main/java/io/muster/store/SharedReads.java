package io.muster.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Reads made together: of each key one read is under way at a time, and those who ask meanwhile share the next one. So
 * every answer rests on a read that began after it was asked, and a crowd costs a few reads. No thread waits. It holds
 * nothing but keys that somebody waits for.
 *
 * @param <K> what is read
 * @param <V> what a read gives; shared, so it is not to be modified
 */
public final class SharedReads<K, V> {
    private final Function<K, Uni<V>> read;

    /** Those who wait for the next read, by the key of the one that is under way. */
    private final Map<K, List<UniEmitter<? super V>>> waiting = new HashMap<>();

    public SharedReads(Function<K, Uni<V>> read) {
        this.read = read;
    }

    /** @return on the context of the caller; fails as the read does, for everybody who shares it */
    public Uni<V> read(K key) {
        return OnContext.uni(Uni.createFrom().<V>emitter(asker -> ask(key, asker)));
    }

    private void ask(K key, UniEmitter<? super V> asker) {
        if (isFirst(key, asker)) {
            begin(key, List.of(asker));
        }
    }

    /** Whether nothing of this key is under way; otherwise the asker waits. */
    private synchronized boolean isFirst(K key, UniEmitter<? super V> asker) {
        List<UniEmitter<? super V>> others = waiting.putIfAbsent(key, new ArrayList<>());
        return others == null || !others.add(asker);
    }

    private void begin(K key, List<UniEmitter<? super V>> askers) {
        Uni.createFrom()
                .deferred(() -> read.apply(key))
                .eventually(() -> next(key))
                .subscribe()
                .with(
                        value -> askers.forEach(asker -> asker.complete(value)),
                        failure -> askers.forEach(asker -> asker.fail(failure)));
    }

    private void next(K key) {
        List<UniEmitter<? super V>> askers = takeWaiting(key);
        if (!askers.isEmpty()) {
            begin(key, askers);
        }
    }

    private synchronized List<UniEmitter<? super V>> takeWaiting(K key) {
        List<UniEmitter<? super V>> askers = waiting.remove(key);
        if (askers == null || askers.isEmpty()) {
            return List.of();
        }
        waiting.put(key, new ArrayList<>());
        return askers;
    }
}
