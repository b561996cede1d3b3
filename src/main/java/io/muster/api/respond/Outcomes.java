package io.muster.api.respond;

import io.muster.event.Decision;
import io.muster.event.Refusal;

/** What a decision means to whoever counts requests. */
final class Outcomes {
    private static final Decision.Cases<Boolean> RECORDED =
            new Decision.Cases<>(recorded -> true, replayed -> false, unchanged -> false, refused -> false);
    private static final Decision.Cases<Boolean> REPEAT = new Decision.Cases<>(
            recorded -> false,
            replayed -> true,
            unchanged -> false,
            refused -> refused.refusal().reason() == Refusal.Reason.IDEMPOTENCY_KEY_REUSED);

    private Outcomes() {}

    /** Whether this very request changed the event. */
    static boolean isRecorded(Decision decision) {
        return decision.fold(RECORDED);
    }

    /** Whether its key had come before and was recorded then. */
    static boolean isRepeat(Decision decision) {
        return decision.fold(REPEAT);
    }
}
