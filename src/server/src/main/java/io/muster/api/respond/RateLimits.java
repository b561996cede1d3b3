package io.muster.api.respond;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.TimeMeter;
import io.muster.api.limit.Buckets;
import io.muster.api.limit.RateClock;
import io.muster.api.limit.RateLimitConfig;
import org.bson.types.ObjectId;

/**
 * How often one person may respond, to one event and in all. An event is counted only for a person who has a token left in
 * all: ids that a refused person makes up take no room, so that they evict nobody.
 */
@Singleton
public class RateLimits {
    private static final int FREE_WHEN_EARLY = 10;

    private final Buckets<PersonAndEvent> toOneEvent;
    private final Buckets<String> inAll;

    /** How often a person was too early for an event. */
    private final Cache<PersonAndEvent, Integer> early;

    @Inject
    RateLimits(RateLimitConfig config, RateClock clock) {
        this(config.perEventMinute(), config.perMinute(), config.maxTracked(), clock);
    }

    RateLimits(int perEventMinute, int perMinute, int maxTracked, TimeMeter clock) {
        this.toOneEvent = new Buckets<>(perEventMinute, maxTracked, clock);
        this.inAll = new Buckets<>(perMinute, maxTracked, clock);
        this.early = Caffeine.newBuilder().maximumSize(maxTracked).build();
    }

    private record PersonAndEvent(String userKey, ObjectId eventId) {}

    /**
     * Takes a token of each kind, or none.
     *
     * @param eventId empty where what the client sent is no id: then it counts in all only
     * @return zero if the response may go on, else the time until it may
     */
    Duration take(String userKey, Optional<ObjectId> eventId) {
        Optional<PersonAndEvent> pair = eventId.map(it -> new PersonAndEvent(userKey, it));
        Duration untilAny = inAll.take(userKey);
        if (!untilAny.isZero()) {
            return longer(untilAny, pair.map(toOneEvent::untilNext).orElse(Duration.ZERO));
        }
        Duration untilEvent = pair.map(toOneEvent::take).orElse(Duration.ZERO);
        if (!untilEvent.isZero()) {
            inAll.giveBack(userKey);
            return longer(untilEvent, inAll.untilNext(userKey));
        }
        return Duration.ZERO;
    }

    /** Gives back what a response took that turned out to be a repeat. */
    void giveBack(String userKey, ObjectId eventId) {
        toOneEvent.giveBack(new PersonAndEvent(userKey, eventId));
        inAll.giveBack(userKey);
    }

    /** Counts a response that came before its event opens; whether it still costs nothing: the first {@value #FREE_WHEN_EARLY} do. */
    boolean isFreeWhenEarly(String userKey, ObjectId eventId) {
        return early.asMap().merge(new PersonAndEvent(userKey, eventId), 1, Integer::sum) <= FREE_WHEN_EARLY;
    }

    /** The pairs of a person and an event that are kept count of. */
    long trackedPairs() {
        return toOneEvent.tracked();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
