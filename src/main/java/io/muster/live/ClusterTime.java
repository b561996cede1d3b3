package io.muster.live;

import java.time.Instant;
import java.util.Locale;

import org.bson.BsonTimestamp;

/**
 * The database's time in places of the stream. A resume token begins with a byte that says "time", then the seconds and the
 * counter of its event's cluster time.
 */
final class ClusterTime {
    private ClusterTime() {}

    /** The place before everything of that time. */
    static StreamPosition before(BsonTimestamp time) {
        return new StreamPosition(StreamPosition.TIMESTAMP_TYPE
                + String.format(Locale.ROOT, "%08X", time.getTime())
                + String.format(Locale.ROOT, "%08X", time.getInc()));
    }

    /** The place after everything of that time. */
    static StreamPosition after(BsonTimestamp time) {
        return before(new BsonTimestamp(time.getValue() + 1));
    }

    /** So much earlier, to the second, which it begins. */
    static BsonTimestamp earlier(BsonTimestamp time, long seconds) {
        return new BsonTimestamp((int) Math.max(1, Integer.toUnsignedLong(time.getTime()) - seconds), 0);
    }

    static Instant of(BsonTimestamp time) {
        return Instant.ofEpochSecond(Integer.toUnsignedLong(time.getTime()));
    }
}
