package io.muster.store;

import java.util.function.Function;

import io.smallrye.mutiny.Uni;

/**
 * Reads made together of which everybody gets the same: {@link GatheredReads} without questions.
 *
 * @param <K> what is read
 * @param <V> what a read gives; shared, so it is not to be modified
 */
public final class SharedReads<K, V> {
    private final GatheredReads<K, Boolean, V> reads;

    public SharedReads(Function<K, Uni<V>> read) {
        this.reads = new GatheredReads<>(Integer.MAX_VALUE, (key, askers) -> read.apply(key));
    }

    /** @return on the context of the caller; fails as the read does, for everybody who shares it */
    public Uni<V> read(K key) {
        return reads.read(key, true);
    }
}
