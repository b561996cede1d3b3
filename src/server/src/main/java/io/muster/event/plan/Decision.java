package io.muster.event.plan;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.muster.event.Refusal;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.overlap.Engagement;

/** The result of a command. */
public sealed interface Decision {

    /**
     * It changed the event.
     *
     * @param entry its journal entry
     * @param conflicts places of the person in other events that come too near, the earliest first; empty where the firm does not ask
     */
    record Recorded(JournalEntry entry, List<Engagement> conflicts) implements Decision {
        public Recorded {
            conflicts = List.copyOf(conflicts);
        }

        /** A change that no other place comes near to. */
        public Recorded(JournalEntry entry) {
            this(entry, List.of());
        }

        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.recorded().apply(this);
        }
    }

    /** The same request was recorded before; {@code entry} is the first one's journal entry. */
    record Replayed(JournalEntry entry) implements Decision {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.replayed().apply(this);
        }
    }

    /**
     * The requested state was reached already; nothing was recorded.
     *
     * @param current for a repeated decline, the stored entry
     */
    record Unchanged(Optional<StaffEntry> current) implements Decision {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.unchanged().apply(this);
        }
    }

    /** It was refused; nothing was recorded. */
    record Refused(Refusal refusal) implements Decision {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.refused().apply(this);
        }
    }

    /** Exhaustive: one function per case. */
    record Cases<T>(
            Function<Recorded, T> recorded,
            Function<Replayed, T> replayed,
            Function<Unchanged, T> unchanged,
            Function<Refused, T> refused) {}

    <T> T fold(Cases<T> cases);
}
