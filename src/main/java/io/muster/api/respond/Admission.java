package io.muster.api.respond;

import java.time.Duration;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.api.Problem;
import io.muster.api.ProblemType;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * Lets a response in, or refuses it with 429. Repeats of a recorded request are always let in: a token they took is given
 * back once the answer shows what they are, and where none is left the journal is asked. So nobody in good standing waits
 * for a look-up, and repeating a request that recorded nothing is limited like any other.
 */
@Singleton
class Admission {
    private final RateLimits limits;
    private final Repeats repeats;

    Admission(RateLimits limits, Repeats repeats) {
        this.limits = limits;
        this.repeats = repeats;
    }

    /** A response that was let in; it has to be {@linkplain #end ended}, whatever becomes of it. */
    final class Pass {
        private final String userKey;
        private final Optional<ObjectId> eventId;
        private final Optional<Repeats.UnderWay> underWay;
        private final boolean tookToken;

        private Pass(
                String userKey, Optional<ObjectId> eventId, Optional<Repeats.UnderWay> underWay, boolean tookToken) {
            this.userKey = userKey;
            this.eventId = eventId;
            this.underWay = underWay;
            this.tookToken = tookToken;
        }

        /**
         * What became of it.
         *
         * @param recorded whether its key is in the journal now
         * @param repeat whether it was there before: then the token is given back
         */
        void end(boolean recorded, boolean repeat) {
            underWay.ifPresent(it -> it.end(recorded));
            if (repeat && tookToken) {
                eventId.ifPresent(it -> limits.giveBack(userKey, it));
            }
        }
    }

    /**
     * Takes a token, unless it is a repeat.
     *
     * @param eventId empty where what the client sent is no id
     * @param repeatable the request's key, where a client's key makes it one that may come again
     * @return fails with {@link ProblemType#RATE_LIMITED}
     */
    Uni<Pass> admit(String userKey, Optional<ObjectId> eventId, Optional<Repeats.Id> repeatable) {
        // Known to be under way before the token is taken: whoever finds none left finds this one.
        Optional<Repeats.UnderWay> underWay = repeatable.map(repeats::begin);
        Duration wait = limits.take(userKey, eventId);
        if (wait.isZero()) {
            return Uni.createFrom().item(new Pass(userKey, eventId, underWay, true));
        }
        underWay.ifPresent(it -> it.end(false));
        Problem refusal = new Problem(ProblemType.RATE_LIMITED).retryAfter(wait);
        return repeatable
                .map(repeats::isRepeat)
                .orElse(Uni.createFrom().item(false))
                .map(known -> {
                    if (known) {
                        return new Pass(userKey, eventId, Optional.empty(), false);
                    }
                    throw refusal;
                });
    }
}
