package io.muster.live;

import java.time.Duration;
import java.util.List;

import com.mongodb.reactivestreams.client.ClientSession;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * An open change stream over the journal, read by commands of our own: the driver's reactive streams keep the place they
 * have come to while nothing happens to themselves. A cursor belongs to its session.
 */
final class JournalCursor {
    static final String COLLECTION = "journal";

    /** The most events at once: what is decoded on one thread without holding it up. */
    private static final int BATCH = 500;

    private final Commands commands;
    private final ReplyReader reader;
    private final ClientSession session;
    private final StreamReply first;

    private JournalCursor(Commands commands, ReplyReader reader, ClientSession session, StreamReply first) {
        this.commands = commands;
        this.reader = reader;
        this.session = session;
        this.first = first;
    }

    /** Sends commands; the answers come on the {@link LiveLoop}. */
    interface Commands {
        Uni<RawBsonDocument> run(Document command);

        Uni<RawBsonDocument> run(ClientSession session, Document command);
    }

    /** Opens a stream in a session, which is closed if that fails. */
    static Uni<JournalCursor> open(Commands commands, ReplyReader reader, ClientSession session, StreamStart start) {
        Document written = new Document("operationType", new Document("$in", List.of("insert", "invalidate")));
        Document command = new Document("aggregate", COLLECTION)
                .append(
                        "pipeline",
                        List.of(new Document("$changeStream", start.option()), new Document("$match", written)))
                .append("cursor", new Document("batchSize", BATCH))
                .append("readConcern", new Document("level", "majority"));
        return commands.run(session, command)
                .map(answer -> new JournalCursor(commands, reader, session, reader.read(answer)))
                .onFailure()
                .invoke(session::close);
    }

    /** What came with the opening. */
    StreamReply first() {
        return first;
    }

    /**
     * What has happened since, as soon as something has.
     *
     * @param longest how long the database waits before it says that nothing has
     */
    Uni<StreamReply> next(Duration longest) {
        Document command = new Document("getMore", first.cursor())
                .append("collection", COLLECTION)
                .append("batchSize", BATCH)
                .append("maxTimeMS", longest.toMillis());
        return commands.run(session, command).map(reader::read);
    }

    /** Ends it, as far as the database can be reached; what waits for it is answered then. It never fails. */
    Uni<Void> kill() {
        return Uni.createFrom().deferred(this::killed).onFailure().recoverWithNull();
    }

    private Uni<Void> killed() {
        if (first.isOver()) {
            return Uni.createFrom().voidItem();
        }
        // Not in the session: something else may be under way there.
        Document command = new Document("killCursors", COLLECTION).append("cursors", List.of(first.cursor()));
        return commands.run(command).replaceWithVoid();
    }

    /** Lets go of what it holds in this process; nothing may be under way. */
    void release() {
        session.close();
    }
}
