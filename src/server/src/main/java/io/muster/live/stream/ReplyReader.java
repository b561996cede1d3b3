package io.muster.live.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import io.muster.event.journal.JournalEntry;
import io.muster.live.step.JournalInsert;
import io.muster.live.step.ResumeToken;
import io.muster.live.step.StreamedInsert;
import io.muster.live.step.UnreadableInsert;
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
        List<StreamedInsert> recorded = new ArrayList<>(events.size());
        Optional<StreamCheckpoint> last = Optional.empty();
        for (BsonValue value : events) {
            BsonDocument event = value.asDocument();
            last = Optional.of(place(event));
            line(last.get().position(), event).ifPresent(recorded::add);
        }
        return new StreamReply(
                cursor.getNumber("id").longValue(), recorded, furthest(cursor, last), time(answer, "operationTime"));
    }

    private static StreamCheckpoint place(BsonDocument event) {
        ResumeToken position = position(event.getDocument(ID));
        return event.getString("operationType").getValue().equals("invalidate")
                ? StreamCheckpoint.ofEnd(position)
                : StreamCheckpoint.ofEvent(position, event.getTimestamp("clusterTime"));
    }

    /** The position after a full batch is its last event; after another one it is the end of the stream. */
    private static Optional<StreamCheckpoint> furthest(BsonDocument cursor, Optional<StreamCheckpoint> last) {
        if (!cursor.isDocument("postBatchResumeToken")) {
            return last;
        }
        ResumeToken ahead = position(cursor.getDocument("postBatchResumeToken"));
        return last.filter(place -> !place.isBefore(ahead)).or(() -> Optional.of(StreamCheckpoint.ofBatch(ahead)));
    }

    private static ResumeToken position(BsonDocument token) {
        return new ResumeToken(token.getString("_data").getValue());
    }

    private static Optional<BsonTimestamp> time(BsonDocument answer, String name) {
        return answer.isTimestamp(name) ? Optional.of(answer.getTimestamp(name)) : Optional.empty();
    }

    private Optional<StreamedInsert> line(ResumeToken position, BsonDocument event) {
        if (!event.isDocument("fullDocument")) {
            return Optional.empty();
        }
        BsonDocument document = event.getDocument("fullDocument");
        try {
            JournalEntry entry = ((RawBsonDocument) document).decode(lines);
            return isWhole(entry) ? Optional.of(new JournalInsert(position, entry)) : unreadable(position, document);
        } catch (RuntimeException notUnderstood) {
            return unreadable(position, document);
        }
    }

    /** Whether all is there that is never left out; a document reads as nothing what it does not have. */
    private static boolean isWhole(JournalEntry line) {
        return Stream.concat(
                        Stream.of(line.managerId(), line.actor(), line.requestKey(), line.fingerprint()),
                        line.after().roles().stream().flatMap(role -> Stream.of(role.role(), role.key())))
                .allMatch(Objects::nonNull);
    }

    private static Optional<StreamedInsert> unreadable(ResumeToken position, BsonDocument document) {
        Optional<StreamedInsert> unreadable =
                eventId(document).map(eventId -> new UnreadableInsert(position, eventId, managerId(document)));
        if (unreadable.isEmpty()) {
            LOG.warnf("event=stream outcome=foreign_line position=%s", position.token());
        }
        return unreadable;
    }

    /** It stands in a line twice. */
    private static Optional<ObjectId> eventId(BsonDocument line) {
        if (line.isDocument(ID) && line.getDocument(ID).isObjectId("e")) {
            return Optional.of(line.getDocument(ID).getObjectId("e").getValue());
        }
        return line.isObjectId("eventId")
                ? Optional.of(line.getObjectId("eventId").getValue())
                : Optional.empty();
    }

    private static Optional<String> managerId(BsonDocument line) {
        return line.isString("managerId")
                ? Optional.of(line.getString("managerId").getValue())
                : Optional.empty();
    }
}
