package io.muster.respond;

import java.time.Duration;

import io.muster.event.KeyedCommand;
import io.muster.event.plan.Decision;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that comes back when it is told to, with the same key. */
record Patient(Process process, ObjectId eventId) {

    /** Accepts until it is recorded. @return how often it was refused for want of time */
    Uni<Integer> inSoonerOrLater(String person) {
        return inSoonerOrLater(Requests.accept(person, Requests.ROLE, "key of " + person), 0);
    }

    private Uni<Integer> inSoonerOrLater(KeyedCommand request, int refusals) {
        return process.submit(eventId, request)
                .invoke(outcome -> assertThat(outcome.decision())
                        .isInstanceOfAny(Decision.Recorded.class, Decision.Replayed.class))
                .replaceWith(refusals)
                .onFailure(Patient::canBeRepeated)
                .recoverWithUni(failure -> {
                    Duration wait = ((UndecidedException) failure).retryAfter();
                    int more = isForWantOfTime(failure) ? 1 : 0;
                    return process.client
                            .timing
                            .pause(wholeSeconds(wait))
                            .chain(() -> inSoonerOrLater(request, refusals + more));
                });
    }

    private static boolean canBeRepeated(Throwable failure) {
        return failure instanceof UndecidedException undecided
                && undecided.reason() != UndecidedException.Reason.INTERNAL;
    }

    /** Of a repeatable request it is not said that it is certainly not recorded: an earlier try of its key may be. */
    private static boolean isForWantOfTime(Throwable failure) {
        Throwable own = failure.getCause() == null ? failure : failure.getCause();
        return own instanceof UndecidedException undecided
                && undecided.reason() == UndecidedException.Reason.OVERLOADED;
    }

    /** As the header has it. */
    private static Duration wholeSeconds(Duration wait) {
        return Duration.ofSeconds(wait.plusNanos(999_999_999).toSeconds());
    }
}
