package io.muster.live.step;

import java.util.Optional;

import io.muster.event.journal.JournalEntry;
import org.bson.types.ObjectId;

/**
 * A journal entry as delivered by the change stream.
 *
 * @param position its position in the stream
 */
public record JournalInsert(ResumeToken position, JournalEntry entry) implements StreamedInsert {
    @Override
    public ObjectId eventId() {
        return entry.eventId();
    }

    @Override
    public Optional<String> managerId() {
        return Optional.of(entry.managerId());
    }
}
