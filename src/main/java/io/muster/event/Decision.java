package io.muster.event;

import java.util.Optional;
import java.util.function.Function;

/** What became of a command. */
public sealed interface Decision {

    /** It changed the event; {@code entry} is its line in the journal. */
    record Recorded(JournalEntry entry) implements Decision {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.recorded().apply(this);
        }
    }

    /** The same request had been recorded before: {@code entry} is the first one's line in the journal. */
    record Replayed(JournalEntry entry) implements Decision {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.replayed().apply(this);
        }
    }

    /**
     * What was asked for is so already; nothing was recorded.
     *
     * @param standing for a repeated decline, the entry that stands
     */
    record Unchanged(Optional<StaffEntry> standing) implements Decision {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.unchanged().apply(this);
        }
    }

    /** It was not carried out, and nothing was recorded. */
    record Refused(Refusal refusal) implements Decision {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.refused().apply(this);
        }
    }

    /** Exhaustive, one function a case. */
    record Cases<T>(
            Function<Recorded, T> recorded,
            Function<Replayed, T> replayed,
            Function<Unchanged, T> unchanged,
            Function<Refused, T> refused) {}

    <T> T fold(Cases<T> cases);
}
