package io.muster.embedded.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import de.bwaldvogel.mongo.bson.Document;
import io.muster.embedded.bson.CommandException;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot and what was written on top of it: a root of its own, the writes in their order, and the locks that keep
 * others away from what it wrote. Not thread safe.
 */
public final class WriteTransaction {

    private final Store store;
    private final Root snapshot;
    private final Map<Namespace, Collection> snapshots = new HashMap<>();
    private final Set<WriteLocks.Key> held = new HashSet<>();
    private final List<Write> writes = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Root own;

    WriteTransaction(Store store, Root snapshot) {
        this.store = store;
        this.snapshot = snapshot;
        this.own = snapshot;
    }

    private record Write(Namespace namespace, long record, Change change) {}

    /** A state to which {@link #rollBackTo} returns. */
    public record Mark(Root own, int writes) {}

    /** What this transaction sees: its snapshot and its own writes. */
    public Root view() {
        return own;
    }

    /** Completes when the transaction has committed or aborted and its locks are free. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    public boolean hasWrites() {
        return !writes.isEmpty();
    }

    /**
     * Tells that the transaction is going to use a collection. One that was created after the snapshot is there, and
     * empty.
     *
     * @throws CommandException 246 if the collection's indexes have changed since the snapshot
     */
    public void use(Namespace namespace) {
        if (snapshots.containsKey(namespace)) {
            return;
        }
        Optional<Collection> now = store.current().collection(namespace);
        Optional<Collection> then = snapshot.collection(namespace);
        if (now.isEmpty()) {
            return;
        }
        if (then.isPresent() && !then.get().sameSchema(now.get())) {
            throw new CommandException(
                    246,
                    "Unable to read from a snapshot due to pending collection catalog changes; please retry the"
                            + " operation.");
        }
        Collection seen = then.orElseGet(() -> now.get().emptied());
        snapshots.put(namespace, seen);
        own = own.with(namespace, seen);
    }

    public Mark mark() {
        return new Mark(own, writes.size());
    }

    /** Forgets the writes since the mark; their locks stay until the end. */
    public void rollBackTo(Mark mark) {
        own = mark.own;
        writes.subList(mark.writes, writes.size()).clear();
    }

    /** @throws DuplicateKeyException if a unique key is taken @throws WriteConflictException if another transaction has just taken it */
    public void insert(Namespace namespace, Document document) {
        write(namespace, store.newRecord(), Change.Kind.INSERT, null, document);
    }

    /** @param kind {@link Change.Kind#UPDATE} or {@link Change.Kind#REPLACE} */
    public void replace(Namespace namespace, long record, Change.Kind kind, Document before, Document after) {
        write(namespace, record, kind, before, after);
    }

    /** Deletes a record. */
    public void delete(Namespace namespace, long record, Document before) {
        write(namespace, record, Change.Kind.DELETE, before, null);
    }

    private void write(
            Namespace namespace, long record, Change.Kind kind, @Nullable Document before, @Nullable Document after) {
        use(namespace);
        Collection collection = own.collection(namespace).orElseThrow();
        if (before != null) {
            claimRecord(namespace, collection, record);
        }
        for (Index index : collection.indexes()) {
            if (index.definition().unique() && (before == null || after == null || !index.untouched(before, after))) {
                claimKeys(namespace, collection, index, before, after);
            }
        }
        own = own.with(namespace, collection.change(record, before, after));
        writes.add(new Write(
                namespace,
                record,
                new Change(kind, namespace, collection.uuid(), before, after, Optional.empty(), Optional.empty())));
    }

    private void claimRecord(Namespace namespace, Collection collection, long record) {
        if (claim(WriteLocks.Key.ofRecord(collection, record))
                && committed(namespace, collection).records().get(record)
                        != snapshotOf(namespace, collection).records().get(record)) {
            throw new WriteConflictException(Optional.empty());
        }
    }

    private void claimKeys(
            Namespace namespace,
            Collection collection,
            Index index,
            @Nullable Document before,
            @Nullable Document after) {
        Set<byte[]> old = before == null ? Set.of() : index.keysOf(before);
        Set<byte[]> fresh = after == null ? Set.of() : index.keysOf(after);
        String name = index.definition().name();
        for (byte[] key : fresh) {
            if (old.contains(key)) {
                continue;
            }
            boolean first = claim(WriteLocks.Key.ofUniqueKey(collection, index, key));
            if (after != null && index.find(key).isPresent()) {
                throw new DuplicateKeyException(index, after);
            }
            if (first
                    && taken(committed(namespace, collection), name, key)
                    && !taken(snapshotOf(namespace, collection), name, key)) {
                throw new WriteConflictException(Optional.empty());
            }
        }
        for (byte[] key : old) {
            if (!fresh.contains(key)) {
                claim(WriteLocks.Key.ofUniqueKey(collection, index, key));
            }
        }
    }

    private static boolean taken(Collection collection, String index, byte[] key) {
        return collection.index(index).flatMap(found -> found.find(key)).isPresent();
    }

    /** @return whether the lock is new */
    private boolean claim(WriteLocks.Key key) {
        if (held.contains(key)) {
            return false;
        }
        Optional<WriteTransaction> owner = store.locks().acquire(key, this);
        if (owner.isPresent()) {
            throw new WriteConflictException(owner);
        }
        held.add(key);
        return true;
    }

    private Collection committed(Namespace namespace, Collection fallback) {
        return store.current().collection(namespace).orElse(fallback);
    }

    private Collection snapshotOf(Namespace namespace, Collection fallback) {
        return snapshots.getOrDefault(namespace, fallback);
    }

    /**
     * Makes the writes visible, all at once, and ends the transaction.
     *
     * @param stamp {@code txnNumber} and {@code lsid} if the changes belong to one transaction and share a time
     * @return the state right after the commit
     */
    public Root commit(Optional<Document> stamp) {
        try {
            return writes.isEmpty() ? store.current() : store.commit(before -> rebase(before, stamp));
        } finally {
            end();
        }
    }

    /** Forgets the writes and ends the transaction. */
    public void abort() {
        end();
    }

    private void end() {
        store.locks().release(held);
        held.clear();
        ended.complete(null);
    }

    private Root rebase(Root before, Optional<Document> stamp) {
        Root after = before;
        Set<Namespace> untouched = new HashSet<>();
        for (Write write : writes) {
            Namespace namespace = write.namespace;
            if (untouched.contains(namespace)) {
                continue;
            }
            Collection latest = after.collection(namespace).orElseThrow();
            if (latest == snapshots.get(namespace)) {
                // Nobody else has written here since the snapshot: this transaction's own version is the new one.
                untouched.add(namespace);
                after = after.with(namespace, own.collection(namespace).orElseThrow());
            } else {
                Change change = write.change;
                after = after.with(namespace, latest.change(write.record, change.before(), change.after()));
            }
        }
        List<Change> changes =
                writes.stream().map(write -> stamped(write.change, stamp)).toList();
        long now = Store.nowMillis();
        return after.withHistory(
                history -> stamp.isPresent() ? history.plusTransaction(changes, now) : history.plusEach(changes, now));
    }

    private static Change stamped(Change change, Optional<Document> stamp) {
        return stamp.isEmpty()
                ? change
                : new Change(
                        change.kind(),
                        change.namespace(),
                        change.collection(),
                        change.before(),
                        change.after(),
                        change.target(),
                        stamp);
    }
}
