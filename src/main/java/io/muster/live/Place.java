package io.muster.live;

import org.bson.BsonTimestamp;

/**
 * How far the stream has been read, and how to go on from there. What is opened there may begin with what was read before.
 *
 * @param position everything up to here was read
 */
record Place(StreamPosition position, StreamStart start) {

    /** Nothing of that time has been read. */
    static Place before(BsonTimestamp time) {
        return new Place(ClusterTime.before(time), new StreamStart.At(time));
    }

    /** An event was read last. */
    static Place ofEvent(StreamPosition position, BsonTimestamp time) {
        return new Place(position, new StreamStart.At(time));
    }

    /** There was nothing up to here. */
    static Place ofBatch(StreamPosition position) {
        return new Place(position, new StreamStart.After(position));
    }

    /** The stream ended here. */
    static Place ofEnd(StreamPosition position) {
        return new Place(position, new StreamStart.Beyond(position));
    }

    boolean isBefore(StreamPosition other) {
        return position.compareTo(other) < 0;
    }
}
