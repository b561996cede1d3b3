package io.muster.live;

import io.muster.event.JournalEntry;
import org.bson.types.ObjectId;

/**
 * A line of the journal as the change stream brought it.
 *
 * @param position its place in the stream
 */
record Line(StreamPosition position, JournalEntry entry) implements Recorded {
    @Override
    public ObjectId eventId() {
        return entry.eventId();
    }

    @Override
    public String managerId() {
        return entry.managerId();
    }
}
