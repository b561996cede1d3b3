package io.muster.embedded.command;

import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.UUID;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.BsonSize;
import io.muster.embedded.storage.Root;
import io.muster.embedded.stream.ChangeStream;

/** An open cursor: over a result that is known, or over a change stream. */
final class Cursor {

    private final long id;
    private final Owner owner;
    private final ListIterator<Document> rest;
    private final Optional<ChangeStream> stream;
    private volatile boolean killed;
    private volatile long lastUsed = System.nanoTime();

    /** Who may read it: the session, and the transaction, in which it was made. */
    record Owner(String namespace, Optional<UUID> session, Optional<Long> transaction) {}

    Cursor(long id, Owner owner, List<Document> documents, Optional<ChangeStream> stream) {
        this.id = id;
        this.owner = owner;
        this.rest = documents.listIterator();
        this.stream = stream;
    }

    long id() {
        return id;
    }

    Owner owner() {
        return owner;
    }

    boolean isStream() {
        return stream.isPresent();
    }

    boolean killed() {
        return killed;
    }

    void kill() {
        killed = true;
    }

    long lastUsed() {
        return lastUsed;
    }

    /**
     * Some documents; {@code full} if the batch ended because it was full, so that there may be more. Together they are no
     * larger than a document may be, unless one alone is.
     */
    synchronized ChangeStream.Batch read(Root root, int size) {
        lastUsed = System.nanoTime();
        if (stream.isPresent()) {
            return stream.get().read(root, size);
        }
        List<Document> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < size && rest.hasNext()) {
            Document next = rest.next();
            bytes += BsonSize.of(next);
            if (bytes > BsonSize.MAX_DOCUMENT && !batch.isEmpty()) {
                rest.previous();
                return new ChangeStream.Batch(batch, new Document(), true);
            }
            if (bytes > BsonSize.MAX_DOCUMENT) {
                Storable.requireSize(next);
            }
            batch.add(next);
        }
        return new ChangeStream.Batch(batch, new Document(), batch.size() == size);
    }

    /** Whether it has more to give; of a change stream, nobody knows. */
    synchronized boolean hasMore() {
        return rest.hasNext();
    }

    synchronized boolean ended() {
        return stream.isPresent() && stream.get().ended();
    }
}
