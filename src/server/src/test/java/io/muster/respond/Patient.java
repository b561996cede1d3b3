package io.muster.respond;

import java.time.Duration;

import io.muster.event.KeyedCommand;
import io.muster.event.plan.Decision;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

import static org.assertj.core.api.Assertions.assertThat;

/** A client that comes back when it is told to. */
record Patient(Process process, ObjectId eventId) {

    /** Sends until it is recorded. @return how often it was refused for want of time */
    Uni<Integer> inSoonerOrLater(KeyedCommand request) {
        return inSoonerOrLater(request, 0);
    }

    private Uni<Integer> inSoonerOrLater(KeyedCommand request, int refusals) {
        return process.submit(eventId, request)
                .invoke(outcome -> assertThat(outcome.decision()).isInstanceOf(Decision.Recorded.class))
                .replaceWith(refusals)
                .onFailure(Patient::isRefusal)
                .recoverWithUni(failure -> process.client
                        .timing
                        .pause(wholeSeconds(((UndecidedException) failure).retryAfter()))
                        .chain(() -> inSoonerOrLater(request, refusals + 1)));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof UndecidedException undecided
                && undecided.reason() == UndecidedException.Reason.OVERLOADED;
    }

    /** As the header has it. */
    private static Duration wholeSeconds(Duration wait) {
        return Duration.ofSeconds(wait.plusNanos(999_999_999).toSeconds());
    }
}
