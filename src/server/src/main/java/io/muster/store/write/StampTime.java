package io.muster.store.write;

import java.time.Instant;
import java.util.Optional;

import com.mongodb.session.ClientSession;
import io.muster.store.Hello;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;

/**
 * The time that a change is stamped with: the primary's clock, but never before the cluster time, to the second. The clock may
 * be set back, or another member's that is behind may take over; the cluster time does not go back. So whoever asks what changed
 * since a time receives everything that was stamped later.
 */
final class StampTime {
    private StampTime() {}

    /** @param now what the primary's clock says, in an answer that the session has seen */
    static Instant of(Instant now, ClientSession session) {
        return notBefore(now, Optional.ofNullable(session.getClusterTime()).map(StampTime::time));
    }

    static Instant of(Hello hello) {
        return notBefore(hello.now(), hello.clusterTime());
    }

    private static BsonTimestamp time(BsonDocument gossiped) {
        return gossiped.getTimestamp("clusterTime");
    }

    private static Instant notBefore(Instant now, Optional<BsonTimestamp> clusterTime) {
        return clusterTime
                .map(time -> Instant.ofEpochSecond(Integer.toUnsignedLong(time.getTime())))
                .filter(now::isBefore)
                .orElse(now);
    }
}
