package io.muster.store.outbound;

import java.time.Instant;
import java.util.Optional;

import org.bson.types.ObjectId;

/** What has to get a number in a firm's outbound log. */
public sealed interface Unnumbered {
    /** The firm, by its managerId. */
    String firm();

    /** When it happened, or was due. */
    Instant at();

    /**
     * A line of the journal.
     *
     * @param kind of the change, by its name in the journal
     */
    record Line(String firm, ObjectId eventId, long version, Instant at, String kind) implements Unnumbered {}

    /** An entry of the due list. */
    record DueNow(String firm, OutboundLine.Due due) implements Unnumbered {
        @Override
        public Instant at() {
            return due.at();
        }

        /** The event it is about. */
        public Optional<ObjectId> event() {
            return due.about();
        }
    }
}
