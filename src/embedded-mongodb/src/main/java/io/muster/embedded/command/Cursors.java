package io.muster.embedded.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.storage.Root;
import io.muster.embedded.stream.ChangeStream;

/** The open cursors by their ids. */
final class Cursors {

    /** The size of a first batch unless the client says otherwise. */
    static final int FIRST_BATCH = 101;

    private static final Duration IDLE_LIMIT = Duration.ofMinutes(10);

    private final ConcurrentHashMap<Long, Cursor> byId = new ConcurrentHashMap<>();

    private long newId() {
        return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    }

    /** When a cursor of a known result is closed, so that the client need not ask once more. */
    enum Closing {
        /** When a batch came to its end before it was full. */
        AFTER_LAST,
        /** When there is nothing left: the limit is reached, and the client knows by it. */
        AT_LIMIT,
        /** After the first batch, whatever is left: the client wants no more. */
        AFTER_FIRST_BATCH
    }

    /** The answer to {@code find} or {@code aggregate}: the first batch, and a cursor for what is left. */
    Document open(Cursor.Owner owner, List<Document> documents, int size, Closing closing) {
        Cursor cursor = new Cursor(newId(), owner, documents, Optional.empty());
        ChangeStream.Batch batch = cursor.read(Root.empty(0), size);
        boolean open = switch (closing) {
            case AFTER_LAST -> batch.full();
            case AT_LIMIT -> cursor.hasMore();
            case AFTER_FIRST_BATCH -> false;
        };
        if (open) {
            byId.put(cursor.id(), cursor);
        }
        return new Document("firstBatch", batch.documents())
                .append("id", open ? cursor.id() : 0L)
                .append("ns", owner.namespace());
    }

    /** The answer that opens a change stream. */
    Document open(Cursor.Owner owner, ChangeStream stream, Root root, int size) {
        Cursor cursor = new Cursor(newId(), owner, List.of(), Optional.of(stream));
        ChangeStream.Batch batch = cursor.read(root, size);
        if (!cursor.ended()) {
            byId.put(cursor.id(), cursor);
        }
        return new Document("firstBatch", batch.documents())
                .append("postBatchResumeToken", batch.token())
                .append("id", cursor.ended() ? 0L : cursor.id())
                .append("ns", owner.namespace());
    }

    /** @throws CommandException 43 if it is not, or no longer, open */
    Cursor get(long id) {
        Cursor cursor = byId.get(id);
        if (cursor == null) {
            throw new CommandException(43, "cursor id " + id + " not found");
        }
        return cursor;
    }

    /** @return whether there was one */
    boolean close(long id) {
        Cursor cursor = byId.remove(id);
        if (cursor != null) {
            cursor.kill();
        }
        return cursor != null;
    }

    void reap() {
        byId.values().stream()
                .filter(cursor -> System.nanoTime() - cursor.lastUsed() > IDLE_LIMIT.toNanos())
                .map(Cursor::id)
                .forEach(this::close);
    }
}
