package io.muster.live;

import java.util.List;

import com.mongodb.reactivestreams.client.ClientSession;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * An open change stream over the journal, read by commands of our own: the driver's reactive streams keep the place they
 * have come to while nothing happens to themselves. A cursor belongs to its session.
 */
final class JournalCursor {
    static final String COLLECTION = "journal";

    /** How long the database waits for something to happen. */
    private static final long WAIT_MS = 1_000;

    /** The most events at once: what is decoded on one thread without holding it up. */
    private static final int BATCH = 500;

    private final ReactiveMongoDatabase database;
    private final ReplyReader reader;
    private final ClientSession session;
    private final StreamReply first;

    private JournalCursor(
            ReactiveMongoDatabase database, ReplyReader reader, ClientSession session, StreamReply first) {
        this.database = database;
        this.reader = reader;
        this.session = session;
        this.first = first;
    }

    /** Opens a stream in a session, which is closed if that fails. */
    static Uni<JournalCursor> open(
            ReactiveMongoDatabase database, ReplyReader reader, ClientSession session, StreamStart start) {
        Document written = new Document("operationType", new Document("$in", List.of("insert", "invalidate")));
        Document command = new Document("aggregate", COLLECTION)
                .append(
                        "pipeline",
                        List.of(new Document("$changeStream", start.option()), new Document("$match", written)))
                .append("cursor", new Document("batchSize", BATCH))
                .append("readConcern", new Document("level", "majority"));
        return database.runCommand(session, command, RawBsonDocument.class)
                .map(answer -> new JournalCursor(database, reader, session, reader.read(answer)))
                .onFailure()
                .invoke(session::close);
    }

    /** What came with the opening. */
    StreamReply first() {
        return first;
    }

    /** What has happened since, as soon as something has; what may be nothing comes after a second. */
    Uni<StreamReply> next() {
        Document command = new Document("getMore", first.cursor())
                .append("collection", COLLECTION)
                .append("batchSize", BATCH)
                .append("maxTimeMS", WAIT_MS);
        return database.runCommand(session, command, RawBsonDocument.class).map(reader::read);
    }

    /** Ends it, as far as the database can be reached; it never fails. */
    Uni<Void> close() {
        return Uni.createFrom().deferred(this::kill).onFailure().recoverWithNull();
    }

    private Uni<Void> kill() {
        session.close();
        if (first.isOver()) {
            return Uni.createFrom().voidItem();
        }
        Document command = new Document("killCursors", COLLECTION).append("cursors", List.of(first.cursor()));
        return database.runCommand(command).replaceWithVoid();
    }
}
