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
 * @param decisions one for each ticket, in their order; none without a plan
 */
record Draft(Optional<Plan> plan, List<Decision> decisions) {
    /** Nothing has been read yet. */
    static final Draft NONE = new Draft(Optional.empty(), List.of());

    /**
     * Answers the tickets whose keys are known from the journal and plans the others.
     *
     * @param known the journal's lines of the tickets' keys, by key
     */
    static Draft of(Snapshot snapshot, Map<String, JournalEntry> known, List<Ticket> tickets) {
        List<Request> fresh = tickets.stream()
                .map(Ticket::request)
                .filter(request -> !known.containsKey(request.key()))
                .toList();
        Plan plan = Planner.plan(snapshot.event(), snapshot.now(), snapshot.figuresWrong(), fresh);
        Iterator<Decision> planned = plan.decisions().iterator();
        List<Decision> decisions = new ArrayList<>(tickets.size());
        for (Ticket ticket : tickets) {
            JournalEntry first = known.get(ticket.request().key());
            decisions.add(first == null ? planned.next() : repeated(first, ticket.request()));
        }
        return new Draft(Optional.of(plan), decisions);
    }

    /** Whether the ticket's change is among those to be recorded, or hangs on one that is. */
    boolean isRecording(int ticket) {
        if (ticket >= decisions.size()) {
            return false;
        }
        Decision decision = decisions.get(ticket);
        return decision instanceof Decision.Recorded
                || (decision instanceof Decision.Replayed replayed && isOfThisBatch(replayed.entry()));
    }

    private boolean isOfThisBatch(JournalEntry entry) {
        return plan.isPresent() && entry.version() > plan.get().before().version();
    }

    private static Decision repeated(JournalEntry first, Request request) {
        return first.fingerprint().equals(request.fingerprint())
                ? new Decision.Replayed(first)
                : new Decision.Refused(Refusal.of(Refusal.Reason.IDEMPOTENCY_KEY_REUSED));
    }
}
