package io.muster.api.limit;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

/**
 * A token bucket for each key, good for a minute from its first use and full again after it: then it is forgotten, and the
 * next use begins a new one. Only so many are kept; beyond that those used least are forgotten early, in favour of their owner.
 *
 * @param <K> what is counted
 */
public final class Buckets<K> {
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final int limit;
    private final TimeMeter clock;
    private final Cache<K, Bucket> buckets;

    /** @param limit tokens a minute; 0 for no limit */
    public Buckets(int limit, int maxTracked, TimeMeter clock) {
        this.limit = limit;
        this.clock = clock;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxTracked)
                .expireAfterWrite(PERIOD)
                .ticker(clock::currentTimeNanos)
                .build();
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(it -> it.capacity(limit).refillIntervally(limit, PERIOD))
                .withCustomTimePrecision(clock)
                .build();
    }

    /** Takes a token. @return zero if there was one, else how long until there is */
    public Duration take(K key) {
        if (limit == 0) {
            return Duration.ZERO;
        }
        ConsumptionProbe probe = buckets.get(key, first -> full()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    /** How long until there is a token, without taking it, and without beginning a count. */
    public Duration untilNext(K key) {
        Bucket bucket = buckets.getIfPresent(key);
        return bucket == null
                ? Duration.ZERO
                : Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /** Gives a token back, never above the limit. What nothing is missing from any more is not kept. */
    public void giveBack(K key) {
        Bucket bucket = buckets.getIfPresent(key);
        if (bucket != null) {
            bucket.addTokens(1);
            if (bucket.getAvailableTokens() >= limit) {
                buckets.asMap().remove(key, bucket);
            }
        }
    }

    /** How many keys are kept count of. */
    public long tracked() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
