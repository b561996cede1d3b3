package io.muster.event.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.event.Refusal;
import io.muster.event.Refusal.Reason;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.overlap.Engagement;

/** A {@link Decision} while its batch is still being planned and the journal entries are not final. */
sealed interface PendingDecision {

    /** @param entries the batch's final journal entries */
    Decision decision(List<JournalEntry> entries);

    /**
     * Recorded, as the entry of this index in the batch.
     *
     * @param conflicts places of the person in other events that come too near
     */
    record Now(int entry, List<Engagement> conflicts) implements PendingDecision {
        Now(int entry) {
            this(entry, List.of());
        }

        @Override
        public Decision decision(List<JournalEntry> entries) {
            return new Decision.Recorded(entries.get(entry), conflicts);
        }
    }

    /** The same request was recorded earlier in the batch, as this entry. */
    record Again(int entry) implements PendingDecision {
        @Override
        public Decision decision(List<JournalEntry> entries) {
            return new Decision.Replayed(entries.get(entry));
        }
    }

    /** Nothing to record. */
    record Known(Decision known) implements PendingDecision {
        @Override
        public Decision decision(List<JournalEntry> entries) {
            return known;
        }
    }

    static PendingDecision unchanged() {
        return new Known(new Decision.Unchanged(Optional.empty()));
    }

    static PendingDecision unchanged(StaffEntry current) {
        return new Known(new Decision.Unchanged(Optional.of(current)));
    }

    static PendingDecision refused(Reason reason) {
        return refused(Refusal.of(reason));
    }

    /** @param missing what the person lacks */
    static PendingDecision notQualified(List<String> missing) {
        return refused(new Refusal(Reason.NOT_QUALIFIED, Map.of("missing", missing)));
    }

    /** @param conflict the place that comes too near */
    static PendingDecision engaged(Engagement conflict) {
        return refused(new Refusal(Reason.TIME_CONFLICT, Map.of("conflict", conflict.facts())));
    }

    static PendingDecision refused(Refusal refusal) {
        return new Known(new Decision.Refused(refusal));
    }
}
