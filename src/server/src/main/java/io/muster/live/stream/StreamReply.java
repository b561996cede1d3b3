package io.muster.live.stream;

import java.util.List;
import java.util.Optional;

import io.muster.live.step.StreamedInsert;
import org.bson.BsonTimestamp;

/**
 * An answer of the database to a request for events.
 *
 * @param cursor the cursor's id; 0 if the stream has ended
 * @param lines the inserted entries, in order
 * @param place the position reached; empty if the reply had neither events nor a position
 * @param time the database's time; empty if the reply did not have it
 */
record StreamReply(
        long cursor, List<StreamedInsert> lines, Optional<StreamCheckpoint> place, Optional<BsonTimestamp> time) {
    StreamReply {
        lines = List.copyOf(lines);
    }

    /** Whether the collection was dropped, which ended the stream. */
    boolean isOver() {
        return cursor == 0;
    }
}
