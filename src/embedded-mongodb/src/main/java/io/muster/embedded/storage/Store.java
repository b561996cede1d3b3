package io.muster.embedded.storage;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** The data: one reference to the newest {@link Root}, which a commit exchanges. */
public final class Store {

    /** How many changes are kept for change streams unless told otherwise. */
    public static final int DEFAULT_HISTORY = 100_000;

    private final AtomicReference<Root> root = new AtomicReference<>(Root.empty(DEFAULT_HISTORY));
    private final AtomicLong lastRecord = new AtomicLong();
    private final WriteLocks locks = new WriteLocks();
    private final CollectionLocks collectionLocks = new CollectionLocks();
    private final ReentrantLock commits = new ReentrantLock();
    private final Condition committed = commits.newCondition();

    /** The newest committed state. */
    public Root current() {
        return Objects.requireNonNull(root.get());
    }

    /** A transaction that sees what is committed now. */
    public WriteTransaction begin() {
        return new WriteTransaction(this, current());
    }

    /** Who uses and who changes the schema of which collection. */
    public CollectionLocks collectionLocks() {
        return collectionLocks;
    }

    /** Exchanges the state for what the function makes of it; it may be called again if another commit comes first. */
    public Root commit(UnaryOperator<Root> change) {
        while (true) {
            Root before = current();
            Root after = change.apply(before);
            if (after == before) {
                return before;
            }
            if (root.compareAndSet(before, after)) {
                announce();
                return after;
            }
        }
    }

    /** Lets the cluster time go on without a change, as an entry in the oplog that does nothing. */
    public void tick() {
        commit(before -> before.withHistory(history -> history.ticked(nowMillis())));
    }

    /** Changes how many changes are kept; what is more is forgotten at once, as by an oplog that is full. */
    public void limitHistory(int changes) {
        commit(before -> before.withHistory(history -> history.limitedTo(changes)));
    }

    /** Waits until the state is no longer the given one, somebody calls {@link #announce}, or the time is over. */
    public void awaitCommit(Root known, long nanos) throws InterruptedException {
        commits.lockInterruptibly();
        try {
            if (current() == known) {
                committed.await(nanos, TimeUnit.NANOSECONDS);
            }
        } finally {
            commits.unlock();
        }
    }

    /** Wakes those who wait for a commit, so that they look whether they are still wanted. */
    public void announce() {
        commits.lock();
        try {
            committed.signalAll();
        } finally {
            commits.unlock();
        }
    }

    long newRecord() {
        return lastRecord.incrementAndGet();
    }

    WriteLocks locks() {
        return locks;
    }

    static long nowMillis() {
        return System.currentTimeMillis();
    }
}
