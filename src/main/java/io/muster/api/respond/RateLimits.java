package io.muster.api.respond;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.github.bucket4j.TimeMeter;
import org.bson.types.ObjectId;

/** How often one person may respond, to one event and in all. */
@Singleton
public class RateLimits {
    private final Buckets<PersonAndEvent> toOneEvent;
    private final Buckets<String> inAll;

    @Inject
    RateLimits(RateLimitConfig config, RateClock clock) {
        this(config.perEventMinute(), config.perMinute(), config.maxTracked(), clock);
    }

    RateLimits(int perEventMinute, int perMinute, int maxTracked, TimeMeter clock) {
        this.toOneEvent = new Buckets<>(perEventMinute, maxTracked, clock);
        this.inAll = new Buckets<>(perMinute, maxTracked, clock);
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
        Duration untilEvent = pair.map(toOneEvent::take).orElse(Duration.ZERO);
        if (!untilEvent.isZero()) {
            return longer(untilEvent, inAll.untilNext(userKey));
        }
        Duration untilAny = inAll.take(userKey);
        if (!untilAny.isZero()) {
            pair.ifPresent(toOneEvent::giveBack);
        }
        return untilAny;
    }

    /** Gives back what a response took that turned out to be a repeat. */
    void giveBack(String userKey, ObjectId eventId) {
        toOneEvent.giveBack(new PersonAndEvent(userKey, eventId));
        inAll.giveBack(userKey);
    }

    /** The pairs of a person and an event that are kept count of. */
    long trackedPairs() {
        return toOneEvent.tracked();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
