package io.muster.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.muster.event.Refusal.Reason;

/** Decides a batch of commands on one event, first come, first served. Pure: no clock, no database, no thread. */
public final class Planner {
    private final EventDraft draft;
    private final Map<String, Recording> byKey = new HashMap<>();

    private Planner(EventDraft draft) {
        this.draft = draft;
    }

    /** What a request of this batch recorded, to know it again by its key. */
    private record Recording(int entry, String fingerprint) {}

    /**
     * Decides each request on the state that the ones before it left.
     *
     * @param event the event as the transaction read it
     * @param now the database's time, of the same read
     * @param requests in order of arrival; keys known from the journal have been answered before. A key that comes twice
     *     gets the first one's outcome, if that was recorded
     */
    public static Plan plan(Event event, Instant now, List<Request> requests) {
        return plan(event, now, () -> false, requests);
    }

    /**
     * As {@link #plan(Event, Instant, List)}, of an event that may be broken as it is stored.
     *
     * @param figuresWrong whether its derived fields are wrong as they are stored; asked only if a repair is requested
     */
    public static Plan plan(Event event, Instant now, BooleanSupplier figuresWrong, List<Request> requests) {
        EventDraft draft = new EventDraft(event, now, figuresWrong);
        return new Planner(draft).decideAll(event, requests);
    }

    private Plan decideAll(Event before, List<Request> requests) {
        List<Verdict> verdicts = new ArrayList<>(requests.size());
        for (Request request : requests) {
            verdicts.add(decide(request));
        }
        List<JournalEntry> entries = draft.entries();
        List<Decision> decisions =
                verdicts.stream().map(verdict -> verdict.decision(entries)).toList();
        return new Plan(before, decisions, entries, draft.toEvent());
    }

    private Verdict decide(Request request) {
        Recording first = byKey.get(request.key());
        if (first != null) {
            return first.fingerprint.equals(request.fingerprint())
                    ? new Verdict.Again(first.entry)
                    : Verdict.refused(Reason.IDEMPOTENCY_KEY_REUSED);
        }
        Verdict verdict = request.command().visit(new Rules(draft, request));
        if (verdict instanceof Verdict.Now recorded) {
            byKey.put(request.key(), new Recording(recorded.entry(), request.fingerprint()));
        }
        return verdict;
    }
}
