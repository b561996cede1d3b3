package io.muster.event;

import java.util.List;
import java.util.Optional;

import io.muster.event.Refusal.Reason;

/** A {@link Decision} while its batch is still being planned, when the journal's lines are not final yet. */
sealed interface Verdict {

    /** @param entries the batch's finished lines */
    Decision decision(List<JournalEntry> entries);

    /** Recorded, as the batch's line of this index. */
    record Now(int entry) implements Verdict {
        @Override
        public Decision decision(List<JournalEntry> entries) {
            return new Decision.Recorded(entries.get(entry));
        }
    }

    /** The same request was recorded earlier in the batch, as this line. */
    record Again(int entry) implements Verdict {
        @Override
        public Decision decision(List<JournalEntry> entries) {
            return new Decision.Replayed(entries.get(entry));
        }
    }

    /** Nothing to record. */
    record Known(Decision known) implements Verdict {
        @Override
        public Decision decision(List<JournalEntry> entries) {
            return known;
        }
    }

    static Verdict unchanged() {
        return new Known(new Decision.Unchanged(Optional.empty()));
    }

    static Verdict unchanged(StaffEntry standing) {
        return new Known(new Decision.Unchanged(Optional.of(standing)));
    }

    static Verdict refused(Reason reason) {
        return refused(Refusal.of(reason));
    }

    static Verdict refused(Refusal refusal) {
        return new Known(new Decision.Refused(refusal));
    }
}
