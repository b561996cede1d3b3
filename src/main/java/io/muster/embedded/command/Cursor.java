package io.muster.embedded.command;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
    private final Iterator<Document> rest;
    private final Optional<ChangeStream> stream;
    private volatile boolean killed;
    private volatile long lastUsed = System.nanoTime();

    /** Who may read it: the session, and the transaction, in which it was made. */
    record Owner(String namespace, Optional<UUID> session, Optional<Long> transaction) {}

    Cursor(long id, Owner owner, Iterator<Document> rest, Optional<ChangeStream> stream) {
        this.id = id;
        this.owner = owner;
        this.rest = rest;
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

    /** Some documents; {@code full} if the batch ended because it was full, so that there may be more. */
    synchronized ChangeStream.Batch read(Root root, int size) {
        lastUsed = System.nanoTime();
        if (stream.isPresent()) {
            return stream.get().read(root, size);
        }
        List<Document> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < size && bytes < BsonSize.MAX_DOCUMENT / 2 && rest.hasNext()) {
            Document document = rest.next();
            batch.add(document);
            bytes += BsonSize.of(document);
        }
        boolean full = batch.size() == size || bytes >= BsonSize.MAX_DOCUMENT / 2;
        return new ChangeStream.Batch(batch, new Document(), full);
    }

    synchronized boolean ended() {
        return stream.isPresent() && stream.get().ended();
    }
}
