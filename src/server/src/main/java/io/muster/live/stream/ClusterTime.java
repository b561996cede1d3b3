package io.muster.live.stream;

import java.time.Instant;
import java.util.Locale;

import io.muster.live.step.ResumeToken;
import org.bson.BsonTimestamp;

/**
 * Conversion between resume tokens and the database's time. A token begins with a byte for the type timestamp, followed
 * by the seconds and the counter of its event's cluster time.
 */
final class ClusterTime {
    private ClusterTime() {}

    /** The position before all events of that time. */
    static ResumeToken before(BsonTimestamp time) {
        return new ResumeToken(ResumeToken.TIMESTAMP_TYPE
                + String.format(Locale.ROOT, "%08X", time.getTime())
                + String.format(Locale.ROOT, "%08X", time.getInc()));
    }

    /** The position after all events of that time. */
    static ResumeToken after(BsonTimestamp time) {
        return before(new BsonTimestamp(time.getValue() + 1));
    }

    /** The time so much earlier, rounded down to the second. */
    static BsonTimestamp earlier(BsonTimestamp time, long seconds) {
        return new BsonTimestamp((int) Math.max(1, Integer.toUnsignedLong(time.getTime()) - seconds), 0);
    }

    static Instant of(BsonTimestamp time) {
        return Instant.ofEpochSecond(Integer.toUnsignedLong(time.getTime()));
    }
}
