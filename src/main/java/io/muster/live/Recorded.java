package io.muster.live;

import org.bson.types.ObjectId;

/** Something that was written to the journal, as the change stream brought it. */
sealed interface Recorded permits Line, Unreadable {

    /** Its place in the stream. */
    StreamPosition position();

    ObjectId eventId();

    String managerId();
}
