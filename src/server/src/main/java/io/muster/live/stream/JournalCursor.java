package io.muster.live.stream;

import java.time.Duration;
import java.util.List;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.live.step.LiveLoop;
import io.muster.store.CollectionNames;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * An open change stream over the journal, read by commands of our own: the driver's reactive streams do not expose the
 * position they have reached while nothing happens. A cursor belongs to its session.
 */
final class JournalCursor {
    /** The most events per batch: what can be decoded on one thread without blocking it for long. */
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

    /** Sends commands; the answers arrive on the {@link LiveLoop}. */
    interface Commands {
        Uni<RawBsonDocument> run(Document command);

        Uni<RawBsonDocument> run(ClientSession session, Document command);
    }

    /** Opens a stream in a session, which is closed on failure. */
    static Uni<JournalCursor> open(Commands commands, ReplyReader reader, ClientSession session, StreamStart start) {
        Document written = new Document("operationType", new Document("$in", List.of("insert", "invalidate")));
        Document command = new Document("aggregate", CollectionNames.JOURNAL)
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

    /** The first reply. */
    StreamReply first() {
        return first;
    }

    /**
     * The next events, as soon as there are any.
     *
     * @param longest how long the database waits before it says that nothing has
     */
    Uni<StreamReply> next(Duration longest) {
        Document command = new Document("getMore", first.cursor())
                .append("collection", CollectionNames.JOURNAL)
                .append("batchSize", BATCH)
                .append("maxTimeMS", longest.toMillis());
        return commands.run(session, command).map(reader::read);
    }

    /** Closes it on the database if that can be reached; a pending request is answered then. Never fails. */
    Uni<Void> kill() {
        return Uni.createFrom().deferred(this::killed).onFailure().recoverWithNull();
    }

    private Uni<Void> killed() {
        if (first.isOver()) {
            return Uni.createFrom().voidItem();
        }
        // Not in the session, where another command may be running.
        Document command =
                new Document("killCursors", CollectionNames.JOURNAL).append("cursors", List.of(first.cursor()));
        return commands.run(command).replaceWithVoid();
    }

    /** Releases its resources in this process; no command may be running. */
    void release() {
        session.close();
    }
}
