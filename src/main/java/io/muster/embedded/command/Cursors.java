package io.muster.embedded.command;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandError;
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

    /** The answer to {@code find} or {@code aggregate}: the first batch, and a cursor for what is left. */
    Document open(Cursor.Owner owner, List<Document> documents, int size, boolean single) {
        Iterator<Document> rest = documents.iterator();
        Cursor cursor = new Cursor(newId(), owner, rest, Optional.empty());
        ChangeStream.Batch batch = cursor.read(Root.empty(0), size);
        boolean open = batch.full() && !single;
        if (open) {
            byId.put(cursor.id(), cursor);
        }
        return new Document("firstBatch", batch.documents())
                .append("id", open ? cursor.id() : 0L)
                .append("ns", owner.namespace());
    }

    /** The answer that opens a change stream. */
    Document open(Cursor.Owner owner, ChangeStream stream, Root root, int size) {
        Cursor cursor = new Cursor(newId(), owner, List.<Document>of().iterator(), Optional.of(stream));
        ChangeStream.Batch batch = cursor.read(root, size);
        if (!cursor.ended()) {
            byId.put(cursor.id(), cursor);
        }
        return new Document("firstBatch", batch.documents())
                .append("postBatchResumeToken", batch.token())
                .append("id", cursor.ended() ? 0L : cursor.id())
                .append("ns", owner.namespace());
    }

    /** @throws CommandError 43 if it is not, or no longer, open */
    Cursor get(long id) {
        Cursor cursor = byId.get(id);
        if (cursor == null) {
            throw new CommandError(43, "cursor id " + id + " not found");
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
