package io.muster.live;

import java.util.List;
import java.util.Optional;

import org.bson.BsonTimestamp;

/**
 * What the database answered when it was asked for events.
 *
 * @param cursor the cursor's number; 0 if the stream is over
 * @param lines what was written, in order
 * @param place how far the stream has been read; empty where the reply brought nothing and did not say
 * @param time the database's time; empty where the reply did not say
 */
record StreamReply(long cursor, List<Recorded> lines, Optional<Place> place, Optional<BsonTimestamp> time) {
    StreamReply {
        lines = List.copyOf(lines);
    }

    /** Whether the collection is gone, and the stream with it. */
    boolean isOver() {
        return cursor == 0;
    }
}
