package io.muster.store;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;

import org.bson.BsonTimestamp;
import org.bson.Document;

/** What a primary says of its times. Asking needs no privilege and reads no collection. */
public final class Hello {
    /** Under its old name, which every server from 4.2 on knows. */
    public static final Document COMMAND = new Document("isMaster", 1);

    private final Document answer;
    private final Document lastWrite;

    /** @param answer the answer to {@link #COMMAND} */
    public Hello(Document answer) {
        this.answer = answer;
        // A router says nothing of it.
        this.lastWrite = answer.get("lastWrite", new Document());
    }

    /** What its clock says, to the millisecond. */
    public Instant now() {
        return answer.getDate("localTime").toInstant();
    }

    /** The time of the last write that a majority has, by the clock of the primary that made it. */
    Optional<Instant> majorityWrite() {
        return Optional.ofNullable(lastWrite.getDate("majorityWriteDate")).map(Date::toInstant);
    }

    /** The operation time of the last write that a majority has. */
    public Optional<BsonTimestamp> majorityTime() {
        return Optional.of(lastWrite.get("majorityOpTime", new Document()))
                .map(time -> time.get("ts", BsonTimestamp.class))
                .filter(time -> time.getTime() != 0);
    }

    /** The cluster's own time. */
    public Optional<BsonTimestamp> clusterTime() {
        return Optional.ofNullable(answer.get("$clusterTime", Document.class))
                .map(time -> time.get("clusterTime", BsonTimestamp.class));
    }
}
