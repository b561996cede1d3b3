package io.muster.respond;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Decision;
import io.muster.event.plan.Facts;
import io.muster.event.plan.Plan;
import io.muster.event.plan.Planner;
import io.muster.store.write.Snapshot;

/**
 * The decisions of a transaction, valid once it is committed.
 *
 * @param plan empty if the event does not exist or is deleted
 * @param decisions one for each command, in their order; empty without a plan
 */
record BatchPlan(Optional<Plan> plan, List<Decision> decisions) {
    /** Before anything has been read. */
    static final BatchPlan NONE = new BatchPlan(Optional.empty(), List.of());

    /**
     * Answers the commands whose keys are known from the journal and plans the others.
     *
     * @param facts what the planner has to know besides the event
     * @param known the journal entries of the commands' keys, by key
     */
    static BatchPlan of(Snapshot snapshot, Facts facts, Map<String, JournalEntry> known, List<PendingCommand> pending) {
        List<KeyedCommand> fresh = pending.stream()
                .map(PendingCommand::request)
                .filter(request -> !known.containsKey(request.key()))
                .toList();
        Plan plan = Planner.plan(snapshot.event(), snapshot.now(), snapshot.figuresWrong(), facts, fresh);
        Iterator<Decision> planned = plan.decisions().iterator();
        List<Decision> decisions = new ArrayList<>(pending.size());
        for (PendingCommand command : pending) {
            JournalEntry first = known.get(command.request().key());
            decisions.add(first == null ? planned.next() : repeated(first, command.request()));
        }
        return new BatchPlan(Optional.of(plan), decisions);
    }

    /** Whether the command's change is recorded by this batch, or replays one that is. */
    boolean isRecording(int command) {
        if (command >= decisions.size()) {
            return false;
        }
        Decision decision = decisions.get(command);
        return decision instanceof Decision.Recorded
                || (decision instanceof Decision.Replayed replayed && isOfThisBatch(replayed.entry()));
    }

    private boolean isOfThisBatch(JournalEntry entry) {
        return plan.isPresent() && entry.version() > plan.get().before().version();
    }

    private static Decision repeated(JournalEntry first, KeyedCommand request) {
        return first.fingerprint().equals(request.fingerprint())
                ? new Decision.Replayed(first)
                : new Decision.Refused(Refusal.of(Refusal.Reason.IDEMPOTENCY_KEY_REUSED));
    }
}
