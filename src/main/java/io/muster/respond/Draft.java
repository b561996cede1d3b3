package io.muster.respond;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Decision;
import io.muster.event.JournalEntry;
import io.muster.event.Plan;
import io.muster.event.Planner;
import io.muster.event.Refusal;
import io.muster.event.Request;

/**
 * What a transaction is about to make of a batch; true once it is committed.
 *
 * @param plan empty if the event does not exist or is deleted
 * @param decisions one for each claim, in their order; none without a plan
 */
record Draft(Optional<Plan> plan, List<Decision> decisions) {
    /** Nothing has been read yet. */
    static final Draft NONE = new Draft(Optional.empty(), List.of());

    /**
     * Answers the claims whose keys are known from the journal and plans the others.
     *
     * @param known the journal's lines of the claims' keys, by key
     */
    static Draft of(Snapshot snapshot, Map<String, JournalEntry> known, List<Claim> claims) {
        List<Request> fresh = claims.stream()
                .map(Claim::request)
                .filter(request -> !known.containsKey(request.key()))
                .toList();
        Plan plan = Planner.plan(snapshot.event(), snapshot.now(), fresh);
        Iterator<Decision> planned = plan.decisions().iterator();
        List<Decision> decisions = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            JournalEntry first = known.get(claim.request().key());
            decisions.add(first == null ? planned.next() : repeated(first, claim.request()));
        }
        return new Draft(Optional.of(plan), decisions);
    }

    /** Whether the claim's change is among those to be recorded. */
    boolean records(int claim) {
        return claim < decisions.size() && decisions.get(claim) instanceof Decision.Recorded;
    }

    private static Decision repeated(JournalEntry first, Request request) {
        return first.fingerprint().equals(request.fingerprint())
                ? new Decision.Replayed(first)
                : new Decision.Refused(Refusal.of(Refusal.Reason.IDEMPOTENCY_KEY_REUSED));
    }
}
