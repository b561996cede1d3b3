package io.muster.respond;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import io.muster.event.plan.Decision;
import io.muster.event.plan.Facts;
import io.muster.event.plan.Plan;
import io.muster.event.plan.Planner;
import io.muster.store.write.Ledger;
import io.muster.store.write.Snapshot;
import io.smallrye.mutiny.Uni;

/**
 * The decisions of a transaction, valid once it is committed.
 *
 * @param plan empty if the event does not exist or is deleted
 * @param decisions one for each command, in their order; empty without a plan
 * @param now the database's time that it is made for
 * @param schema the database's {@link SchemaNumber} that it is made for
 */
record BatchPlan(Optional<Plan> plan, List<Decision> decisions, Instant now, int schema) {
    /** Before anything has been read. */
    static final BatchPlan NONE = new BatchPlan(Optional.empty(), List.of(), Instant.EPOCH, SchemaNumber.FIRST);

    /**
     * Reads what else the commands need to be decided, in a session that has read the event, and decides them.
     *
     * @param found the event
     */
    static Uni<BatchPlan> read(Ledger ledger, ClientSession session, Snapshot found, List<PendingCommand> commands) {
        Event event = found.event();
        List<KeyedCommand> requests =
                commands.stream().map(PendingCommand::request).toList();
        return ledger.known(session, event.id(), keysToLookUp(requests))
                .chain(known -> ledger.facts(session, event, requests).map(facts -> of(found, facts, known, commands)));
    }

    /**
     * Answers the commands whose keys are known from the journal and plans the others.
     *
     * @param facts what the planner has to know besides the event
     * @param known the journal entries of the commands' keys, by key
     */
    private static BatchPlan of(
            Snapshot snapshot, Facts facts, Map<String, JournalEntry> known, List<PendingCommand> pending) {
        List<KeyedCommand> fresh = pending.stream()
                .map(PendingCommand::request)
                .filter(request -> !known.containsKey(request.key()))
                .toList();
        Plan plan = Planner.plan(
                snapshot.event(), snapshot.now(), snapshot.figuresWrong(), snapshot.schema(), facts, fresh);
        Iterator<Decision> planned = plan.decisions().iterator();
        List<Decision> decisions = new ArrayList<>(pending.size());
        for (PendingCommand command : pending) {
            JournalEntry first = known.get(command.request().key());
            decisions.add(first == null ? planned.next() : repeated(first, command.request()));
        }
        return new BatchPlan(Optional.of(plan), decisions, snapshot.now(), snapshot.schema());
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

    /** Whether nothing is to be recorded. */
    boolean recordsNothing() {
        return plan.isPresent() && plan.get().recordsNothing();
    }

    /** The event afterwards, if the last command changes nothing. */
    Optional<Snapshot> leftByNoChange() {
        return plan.filter(made -> !isRecording(decisions.size() - 1))
                .map(made -> new Snapshot(made.after(), now, () -> false, schema));
    }

    /** Whether it answers a command by an entry that the event, as it was read, does not have yet. */
    boolean isAheadOfEvent() {
        return plan.isPresent()
                && decisions.stream()
                        .anyMatch(decision -> decision instanceof Decision.Replayed replayed
                                && replayed.entry().version()
                                        > plan.get().after().version());
    }

    /** The keys that clients chose: those of others cannot be known. */
    private static List<String> keysToLookUp(List<KeyedCommand> requests) {
        return requests.stream()
                .filter(KeyedCommand::repeatable)
                .map(KeyedCommand::key)
                .distinct()
                .toList();
    }

    /** Tells everyone what was decided. */
    void answer(List<PendingCommand> commands) {
        Event after = plan.orElseThrow().after();
        HandOver handOver = new HandOver();
        for (int i = 0; i < commands.size(); i++) {
            handOver.add(commands.get(i), new Outcome(decisions.get(i), after));
        }
        handOver.send();
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
