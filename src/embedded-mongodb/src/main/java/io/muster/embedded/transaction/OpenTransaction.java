package io.muster.embedded.transaction;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import io.muster.embedded.storage.CollectionLocks;
import io.muster.embedded.storage.Namespace;
import io.muster.embedded.storage.Root;
import io.muster.embedded.storage.WriteTransaction;

/** A transaction of a session between its first statement and its end. */
public final class OpenTransaction {

    /** MongoDB's maxTransactionLockRequestTimeoutMillis. */
    private static final long LOCK_WAIT_MILLIS = 5;

    private final WriteTransaction writes;
    private final CollectionLocks collectionLocks;
    private final Set<Namespace> used = new HashSet<>();
    private final Instant begun;
    private final String appName;
    private final long number;

    /** @param appName the name the client gave when it connected, empty if it gave none */
    public OpenTransaction(WriteTransaction writes, CollectionLocks collectionLocks, String appName, long number) {
        this.writes = writes;
        this.collectionLocks = collectionLocks;
        this.begun = Instant.now();
        this.appName = appName;
        this.number = number;
    }

    public WriteTransaction writes() {
        return writes;
    }

    public Instant begun() {
        return begun;
    }

    public String appName() {
        return appName;
    }

    public long number() {
        return number;
    }

    /**
     * Tells that a statement is about to use a collection.
     *
     * @throws CommandException 24 if somebody waits to change its schema
     */
    public void use(Namespace namespace) {
        if (!used.contains(namespace)) {
            if (!collectionLocks.share(namespace, this, LOCK_WAIT_MILLIS)) {
                throw new CommandException(
                        24,
                        "Unable to acquire lock '{" + namespace.hashCode() + ": Collection, " + namespace.hashCode()
                                + ", " + namespace + "}' within " + LOCK_WAIT_MILLIS + "ms' milliseconds.");
            }
            used.add(namespace);
        }
        writes.use(namespace);
    }

    /** Commits. @return the state right after it */
    Root commit(Document stamp) {
        try {
            return writes.commit(Optional.of(stamp));
        } finally {
            release();
        }
    }

    void abort() {
        writes.abort();
        release();
    }

    private void release() {
        used.forEach(namespace -> collectionLocks.release(namespace, this));
        used.clear();
    }
}
