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

    /**
     * Takes a token, unless it is a repeat.
     *
     * @param eventId empty where what the client sent is no id
     * @param repeatable the request's key, where a client's key makes it one that may come again
     * @return whether a token was taken; fails with {@link ProblemType#RATE_LIMITED}
     */
    Uni<Boolean> admit(String userKey, Optional<ObjectId> eventId, Optional<Repeats.Id> repeatable) {
        Duration wait = limits.take(userKey, eventId);
        if (wait.isZero()) {
            return Uni.createFrom().item(true);
        }
        Problem refusal = new Problem(ProblemType.RATE_LIMITED).retryAfter(wait);
        return repeatable
                .map(id -> repeats.isRepeat(id).map(known -> letIn(known, refusal)))
                .orElseGet(() -> Uni.createFrom().failure(refusal));
    }

    private static boolean letIn(boolean known, Problem refusal) {
        if (!known) {
            throw refusal;
        }
        return false;
    }

    /** Gives the token back that a repeat took. */
    void giveBack(String userKey, ObjectId eventId) {
        limits.giveBack(userKey, eventId);
    }
}
