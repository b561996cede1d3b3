package io.muster.api.respond;

import io.muster.api.problem.ProblemException;
import io.muster.event.Refusal;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Decision;
import io.muster.respond.Changes;

/** What a decision means to whoever counts requests. */
final class Outcomes {
    private static final Decision.Cases<Boolean> RECORDED =
            new Decision.Cases<>(recorded -> true, replayed -> false, unchanged -> false, refused -> false);
    private static final Decision.Cases<Boolean> REPEAT = new Decision.Cases<>(
            recorded -> false,
            replayed -> true,
            unchanged -> false,
            refused -> refused.refusal().reason() == Refusal.Reason.IDEMPOTENCY_KEY_REUSED);

    private static final Decision.Cases<Boolean> TOO_EARLY = new Decision.Cases<>(
            recorded -> false,
            replayed -> false,
            unchanged -> false,
            refused -> refused.refusal().reason() == Refusal.Reason.NOT_OPEN_YET);

    /** Who does not see an event may decline it, and repeat what was recorded. */
    private static final Decision.Cases<Boolean> OF_WHO_SEES = new Decision.Cases<>(
            recorded -> recorded.entry().kind() != JournalEntry.Kind.DECLINED,
            replayed -> false,
            unchanged -> false,
            refused -> false);

    private static final int SERVERS_FAULT = 500;

    private Outcomes() {}

    /** Whether this very request changed the event. */
    static boolean isRecorded(Decision decision) {
        return decision.fold(RECORDED);
    }

    /** Whether it would have been refused to somebody who does not see the event. */
    static boolean isOfWhoSees(Decision decision) {
        return decision.fold(OF_WHO_SEES);
    }

    /** Whether it came before its event opens. */
    static boolean isTooEarly(Decision decision) {
        return decision.fold(TOO_EARLY);
    }

    /** Whether a request failed by the service's fault, not by what was asked. */
    static boolean isServicesFault(Throwable failure) {
        return !(failure instanceof Changes.UnknownEvent)
                && !(failure instanceof ProblemException problem
                        && problem.type().status() < SERVERS_FAULT);
    }

    /** Whether its key had come before and was recorded then. */
    static boolean isRepeat(Decision decision) {
        return decision.fold(REPEAT);
    }
}
