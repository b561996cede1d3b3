package io.muster.store.outbound;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import io.muster.event.journal.JournalEntry;
import org.bson.types.ObjectId;

/**
 * One line of a firm's outbound log (docs/api.md#outbound). Numbers of a firm begin with 1, grow by one, and are given once.
 *
 * @param firm the managerId
 * @param seq the number
 * @param numberedAt when it got its number, by the database's clock
 * @param what what happened
 */
public record OutboundLine(String firm, long seq, Instant numberedAt, What what) {
    /** What a line says. */
    public sealed interface What {
        /** The event it is about; empty for what concerns the firm as a whole. */
        Optional<ObjectId> event();
    }

    /** A recorded change of an event. */
    public record Recorded(JournalEntry entry) implements What {
        @Override
        public Optional<ObjectId> event() {
            return Optional.of(entry.eventId());
        }
    }

    /**
     * What came with time, or by hand: an opening, a reminder, a notice.
     *
     * @param id of the due list; a repeat has the same
     * @param about the event
     * @param occasion what it is
     * @param at when it was due
     * @param data what else is known of it, such as the text of a notice or the version of the event that it was planned for
     */
    public record Due(String id, Optional<ObjectId> about, Occasion occasion, Instant at, Map<String, String> data)
            implements What {
        public Due {
            data = Map.copyOf(data);
        }

        @Override
        public Optional<ObjectId> event() {
            return about;
        }
    }

    /** What may be due. */
    public enum Occasion {
        /** The event opens to the teams of a wave, or by its {@code opens_at}. */
        OPENED,
        /** {@code promote_until} has passed: free places go to whoever takes them. */
        PROMOTION_ENDED,
        /** A reminder before the call time; {@code data} has {@code hours}. */
        REMINDER,
        /** Places are still open 24 h before the start. */
        PLACES_OPEN,
        /** A manager's notice by hand; {@code data} has {@code to} and {@code text}. */
        NOTICE,
        /** Somebody's attendance was noted, or taken back. */
        ATTENDANCE,
        /** A webhook does not answer any more. */
        HOOK_FAILING
    }
}
