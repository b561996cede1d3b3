package io.muster.event.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal.Reason;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;

/** Decides a batch of commands on one event, first come, first served. Pure: no clock, no database, no thread. */
public final class Planner {
    private final PlanBuilder plan;
    private final Map<String, Recording> byKey = new HashMap<>();

    private Planner(PlanBuilder plan) {
        this.plan = plan;
    }

    /** A request that this batch recorded, to recognise its key. */
    private record Recording(int entry, String fingerprint) {}

    /**
     * Decides each request on the state left by those before it.
     *
     * @param event the event as the transaction read it
     * @param now the database's time of the same read
     * @param requests in order of arrival, without those whose keys the journal has. Of a key that occurs twice the
     *     second gets the outcome of the first, if that was recorded
     */
    public static Plan plan(Event event, Instant now, List<KeyedCommand> requests) {
        return plan(event, now, () -> false, SchemaNumber.NEWEST, Facts.NONE, requests);
    }

    /**
     * As {@link #plan(Event, Instant, List)}, of an event that may violate an invariant as stored.
     *
     * @param figuresWrong whether stored derived fields are wrong; called only if a repair is requested
     * @param schema the database's {@link SchemaNumber}; what needs a higher one is refused
     * @param facts what was read with the event
     */
    public static Plan plan(
            Event event,
            Instant now,
            BooleanSupplier figuresWrong,
            int schema,
            Facts facts,
            List<KeyedCommand> requests) {
        return new Planner(new PlanBuilder(event, now, figuresWrong, schema, facts)).decideAll(event, requests);
    }

    private Plan decideAll(Event before, List<KeyedCommand> requests) {
        List<PendingDecision> verdicts = new ArrayList<>(requests.size());
        for (KeyedCommand request : requests) {
            verdicts.add(decide(request));
        }
        List<JournalEntry> entries = plan.entries();
        List<Decision> decisions =
                verdicts.stream().map(verdict -> verdict.decision(entries)).toList();
        return new Plan(before, decisions, entries, plan.after());
    }

    private PendingDecision decide(KeyedCommand request) {
        Recording first = byKey.get(request.key());
        if (first != null) {
            return first.fingerprint.equals(request.fingerprint())
                    ? new PendingDecision.Again(first.entry)
                    : PendingDecision.refused(Reason.IDEMPOTENCY_KEY_REUSED);
        }
        Optional<PlanBuilder.Mark> mark = plan.mark();
        PendingDecision verdict = carriedOut(request);
        if (mark.filter(plan::isBackAt).isPresent()) {
            return PendingDecision.refused(Reason.TOO_MANY_CHANGES);
        }
        if (verdict instanceof PendingDecision.Now recorded) {
            byKey.put(request.key(), new Recording(recorded.entry(), request.fingerprint()));
        }
        return verdict;
    }

    /** What is recorded ends by giving free places to those who wait for them. */
    private PendingDecision carriedOut(KeyedCommand request) {
        PendingDecision verdict = request.command().visit(new Rules(plan, request));
        if (verdict instanceof PendingDecision.Now) {
            plan.promote(request, plan.state().version());
        }
        return verdict;
    }
}
