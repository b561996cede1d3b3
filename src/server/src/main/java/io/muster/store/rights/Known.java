package io.muster.store.rights;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What was read, until it is dropped, for a minute at most. What a read brings that began before a drop is not kept: the read
 * may be older than what was dropped for. Bounded in what it holds.
 *
 * @param <V> what is read of a key
 */
// What Caffeine makes of a bound by weight and an age. It finds them by their names, which the build of a native binary
// does not see.
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.PSWMW", "com.github.benmanes.caffeine.cache.SSMWW"})
final class Known<V> {
    static final Duration LONGEST = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final Cache<String, Entry<V>> known;
    private final Map<String, Set<Fill>> underWay = new HashMap<>();

    private record Entry<V>(V value, long since) {}

    Known(int most, ToIntFunction<V> weight) {
        this(System::nanoTime, most, weight);
    }

    /**
     * Nothing known.
     *
     * @param most the sum of all weights
     * @param weight of a value, at least 1
     */
    Known(LongSupplier nanos, int most, ToIntFunction<V> weight) {
        this.nanos = nanos;
        this.known = Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((String key, Entry<V> it) -> weight.applyAsInt(it.value))
                .expireAfterWrite(LONGEST)
                .ticker(nanos::getAsLong)
                .build();
    }

    /** What is known of a key. */
    Optional<V> find(String key) {
        return Optional.ofNullable(known.getIfPresent(key))
                .filter(it -> nanos.getAsLong() - it.since < LONGEST.toNanos())
                .map(Entry::value);
    }

    /** A read that has not begun yet. */
    synchronized Fill begin(String key) {
        Fill fill = new Fill(key, nanos.getAsLong());
        underWay.computeIfAbsent(key, first -> new HashSet<>()).add(fill);
        return fill;
    }

    /** A read for one key; it has to be ended. */
    final class Fill {
        private final String key;
        private final long since;

        private Fill(String key, long since) {
            this.key = key;
            this.since = since;
        }

        /** @param read empty if the read has failed, or has found nothing */
        void end(Optional<V> read) {
            synchronized (Known.this) {
                Set<Fill> fills = underWay.getOrDefault(key, Set.of());
                // Whoever drops takes away what is under way.
                if (fills.contains(this)) {
                    fills.remove(this);
                    if (fills.isEmpty()) {
                        underWay.remove(key);
                    }
                    read.ifPresent(value -> known.put(key, new Entry<>(value, since)));
                }
            }
        }
    }

    /** Something has changed of a key. */
    synchronized void drop(String key) {
        underWay.remove(key);
        known.invalidate(key);
    }

    /** Something has changed, of keys that only the values can tell. */
    void dropIf(Predicate<V> concerned) {
        synchronized (this) {
            underWay.clear();
        }
        // What comes to be known from here on was read after that. So nobody has to wait while all that is known is
        // looked through.
        known.asMap().values().removeIf(it -> concerned.test(it.value));
    }

    /** Nobody knows what has changed. */
    synchronized void clear() {
        underWay.clear();
        known.invalidateAll();
    }
}
