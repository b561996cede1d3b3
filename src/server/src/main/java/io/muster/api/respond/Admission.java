package io.muster.api.respond;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.event.plan.Decision;
import io.muster.respond.Outcome;
import io.muster.respond.UndecidedException;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Lets a response in, or refuses it with 429. Repeats of a recorded request are always let in: their rate-limit token is given
 * back once the answer shows that they are repeats, and where no token is left the journal is asked. A failure of the service is
 * not charged either. So nobody with tokens left waits for a look-up, and repeating a request that recorded nothing is limited
 * like any other.
 */
@Singleton
class Admission {
    private final RateLimits limits;
    private final Repeats repeats;

    Admission(RateLimits limits, Repeats repeats) {
        this.limits = limits;
        this.repeats = repeats;
    }

    /** A response that was let in; it has to be {@linkplain #carryOut carried out}. */
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
         * Carries it out and ends it when it is decided. Whoever hangs up meanwhile stops waiting, and nothing else: those who
         * wait for its key learn what became of it all the same.
         */
        Uni<Outcome> carryOut(Supplier<Uni<Outcome>> response) {
            return Uni.createFrom()
                    .emitter(asker -> Uni.createFrom()
                            .deferred(response::get)
                            .onItemOrFailure()
                            .invoke(this::end)
                            .subscribe()
                            .with(asker::complete, asker::fail));
        }

        private void end(@Nullable Outcome outcome, @Nullable Throwable failure) {
            if (outcome == null) {
                end(false, failure == null || Outcomes.isServicesFault(failure));
            } else {
                boolean repeat = Outcomes.isRepeat(outcome.decision());
                end(repeat || Outcomes.isRecorded(outcome.decision()), repeat || isFreeWhenEarly(outcome.decision()));
            }
        }

        private boolean isFreeWhenEarly(Decision decision) {
            return Outcomes.isTooEarly(decision)
                    && eventId.filter(it -> limits.isFreeWhenEarly(userKey, it)).isPresent();
        }

        /**
         * What became of it.
         *
         * @param recorded whether its key is in the journal now
         * @param free whether the token is given back: for a repeat, and where the service failed
         */
        void end(boolean recorded, boolean free) {
            underWay.ifPresent(it -> it.end(recorded));
            if (free && tookToken) {
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
        ProblemException refusal = new ProblemException(ProblemType.RATE_LIMITED).retryAfter(wait);
        return repeatable
                .map(this::isRepeat)
                .orElse(Uni.createFrom().item(false))
                .map(known -> {
                    if (known) {
                        return new Pass(userKey, eventId, Optional.empty(), false);
                    }
                    throw refusal;
                });
    }

    /** Where the journal cannot be asked, nobody knows of the key whether it was recorded. */
    private Uni<Boolean> isRepeat(Repeats.Id request) {
        return repeats.isRepeat(request).onFailure().transform(UndecidedException::toRepeatable);
    }
}
