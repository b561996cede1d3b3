package io.muster.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.muster.event.JournalEntry;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.Decoder;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/** Reads the answers to {@code aggregate} and {@code getMore} of a change stream over the journal. */
final class ReplyReader {
    private static final Logger LOG = Logger.getLogger(ReplyReader.class);
    private static final String ID = "_id";

    private final Decoder<JournalEntry> lines;

    ReplyReader(Decoder<JournalEntry> lines) {
        this.lines = lines;
    }

    StreamReply read(BsonDocument answer) {
        BsonDocument cursor = answer.getDocument("cursor");
        BsonArray events =
                cursor.containsKey("firstBatch") ? cursor.getArray("firstBatch") : cursor.getArray("nextBatch");
        List<Recorded> recorded = new ArrayList<>(events.size());
        Optional<Place> last = Optional.empty();
        for (BsonValue value : events) {
            BsonDocument event = value.asDocument();
            last = Optional.of(place(event));
            line(last.get().position(), event).ifPresent(recorded::add);
        }
        return new StreamReply(
                cursor.getNumber("id").longValue(), recorded, furthest(cursor, last), time(answer, "operationTime"));
    }

    private static Place place(BsonDocument event) {
        StreamPosition position = position(event.getDocument(ID));
        return event.getString("operationType").getValue().equals("invalidate")
                ? Place.ofEnd(position)
                : Place.ofEvent(position, event.getTimestamp("clusterTime"));
    }

    /** A batch that was full ends at its last event; one that was not has seen that there is nothing after it. */
    private static Optional<Place> furthest(BsonDocument cursor, Optional<Place> last) {
        if (!cursor.isDocument("postBatchResumeToken")) {
            return last;
        }
        StreamPosition ahead = position(cursor.getDocument("postBatchResumeToken"));
        return last.filter(place -> !place.isBefore(ahead)).or(() -> Optional.of(Place.ofBatch(ahead)));
    }

    private static StreamPosition position(BsonDocument token) {
        return new StreamPosition(token.getString("_data").getValue());
    }

    private static Optional<BsonTimestamp> time(BsonDocument answer, String name) {
        return answer.isTimestamp(name) ? Optional.of(answer.getTimestamp(name)) : Optional.empty();
    }

    private Optional<Recorded> line(StreamPosition position, BsonDocument event) {
        if (!event.isDocument("fullDocument")) {
            return Optional.empty();
        }
        BsonDocument document = event.getDocument("fullDocument");
        try {
            return Optional.of(new Line(position, ((RawBsonDocument) document).decode(lines)));
        } catch (RuntimeException notUnderstood) {
            return unreadable(position, document);
        }
    }

    private static Optional<Recorded> unreadable(StreamPosition position, BsonDocument document) {
        if (document.isDocument(ID) && document.getDocument(ID).isObjectId("e") && document.isString("managerId")) {
            ObjectId eventId = document.getDocument(ID).getObjectId("e").getValue();
            return Optional.of(new Unreadable(
                    position, eventId, document.getString("managerId").getValue()));
        }
        LOG.warnf("event=stream outcome=foreign_line position=%s", position.token());
        return Optional.empty();
    }
}
