package io.muster.store.read;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * What was found too large to be read for many at once, so that it is not read in vain each time. After a while it is tried
 * again.
 */
final class TooLarge<K> {
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int MAX_REMEMBERED = 10_000;

    private final Cache<K, Boolean> keys = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    boolean has(K key) {
        return keys.getIfPresent(key) != null;
    }

    void add(K key) {
        keys.put(key, true);
    }
}
