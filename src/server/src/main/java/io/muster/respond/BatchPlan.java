package io.muster.respond;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import io.muster.event.overlap.OverlapRule;
import io.muster.event.plan.Decision;
import io.muster.event.plan.Plan;
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
 * @param overlap the firm's rule that it is made for
 * @param openTurns of the {@linkplain Snapshot#openTurns() snapshot} that it is made for
 */
record BatchPlan(
        Optional<Plan> plan, List<Decision> decisions, Instant now, int schema, OverlapRule overlap, long openTurns) {
    /** Before anything has been read. */
    static final BatchPlan NONE =
            new BatchPlan(Optional.empty(), List.of(), Instant.EPOCH, SchemaNumber.FIRST, OverlapRule.NONE, 0);

    /**
     * Reads what else the commands need to be decided, in a session that has read the event, and decides them.
     *
     * @param found the event
     * @param way how those are planned whose keys are not known
     */
    static Uni<BatchPlan> read(
            Ledger ledger,
            ClientSession session,
            Snapshot found,
            List<PendingCommand> commands,
            Function<Planning, Uni<Plan>> way) {
        List<KeyedCommand> requests =
                commands.stream().map(PendingCommand::request).toList();
        return ledger.known(session, found.event().id(), keysToLookUp(requests))
                .chain(known -> way.apply(new Planning(ledger, session, found, withoutKnown(requests, known)))
                        .map(plan -> of(found, plan, known, commands)));
    }

    private static List<KeyedCommand> withoutKnown(List<KeyedCommand> requests, Map<String, JournalEntry> known) {
        return requests.stream()
                .filter(request -> !known.containsKey(request.key()))
                .toList();
    }

    /**
     * Answers the commands whose keys are known from the journal, and the others by their plan.
     *
     * @param known the journal entries of the commands' keys, by key
     */
    private static BatchPlan of(
            Snapshot snapshot, Plan plan, Map<String, JournalEntry> known, List<PendingCommand> pending) {
        Iterator<Decision> planned = plan.decisions().iterator();
        List<Decision> decisions = new ArrayList<>(pending.size());
        for (PendingCommand command : pending) {
            JournalEntry first = known.get(command.request().key());
            decisions.add(first == null ? planned.next() : repeated(first, command.request()));
        }
        return new BatchPlan(
                Optional.of(plan),
                decisions,
                snapshot.now(),
                snapshot.schema(),
                snapshot.overlap(),
                snapshot.openTurns());
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
                .map(made -> new Snapshot(made.after(), now, () -> false, schema, overlap, false, false, 0));
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
