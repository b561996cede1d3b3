package io.muster.live.stream;

import io.muster.live.step.ResumeToken;
import org.bson.BsonTimestamp;

/**
 * The position up to which the stream has been read, and how to resume there. A stream opened there may begin with
 * events that were read before.
 *
 * @param position everything up to here was read
 */
record StreamCheckpoint(ResumeToken position, StreamStart start) {

    /** Nothing of that time has been read. */
    static StreamCheckpoint before(BsonTimestamp time) {
        return new StreamCheckpoint(ClusterTime.before(time), new StreamStart.At(time));
    }

    /** The last thing read was an event. */
    static StreamCheckpoint ofEvent(ResumeToken position, BsonTimestamp time) {
        return new StreamCheckpoint(position, new StreamStart.At(time));
    }

    /** There was no event up to here. */
    static StreamCheckpoint ofBatch(ResumeToken position) {
        return new StreamCheckpoint(position, new StreamStart.After(position));
    }

    /** The stream ended here. */
    static StreamCheckpoint ofEnd(ResumeToken position) {
        return new StreamCheckpoint(position, new StreamStart.Beyond(position));
    }

    boolean isBefore(ResumeToken other) {
        return position.compareTo(other) < 0;
    }
}
