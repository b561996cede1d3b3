package io.muster.embedded.storage;

import java.util.List;

import org.pcollections.TreePMap;

/**
 * The last changes in the order of their commits, as an oplog. Immutable.
 *
 * @param changes by place
 * @param lastTime the cluster time of the last commit
 * @param floor the time of the last change that was forgotten, 0 while nothing was
 * @param limit how many changes are kept
 */
public record SnapshotHistory(TreePMap<OplogPosition, Change> changes, long lastTime, long floor, int limit) {

    /** An empty history that keeps that many changes. */
    public static SnapshotHistory empty(int limit) {
        return new SnapshotHistory(TreePMap.empty(), 0, 0, limit);
    }

    /** Adds the changes of one transaction, which all get the same time. */
    SnapshotHistory plusTransaction(List<Change> more, long now) {
        long time = next(now);
        TreePMap<OplogPosition, Change> grown = changes;
        int index = 0;
        for (Change change : more) {
            grown = grown.plus(new OplogPosition(time, index++), change);
        }
        return new SnapshotHistory(grown, time, floor, limit).trimmed();
    }

    /** Adds changes that were no transaction: each has a time of its own. */
    SnapshotHistory plusEach(List<Change> more, long now) {
        SnapshotHistory grown = this;
        for (Change change : more) {
            long time = grown.next(now);
            grown = new SnapshotHistory(grown.changes.plus(new OplogPosition(time, 0), change), time, floor, limit);
        }
        return grown.trimmed();
    }

    /** The same history with nothing new but the time. */
    SnapshotHistory ticked(long now) {
        return new SnapshotHistory(changes, next(now), floor, limit);
    }

    /** The same history with another limit. */
    public SnapshotHistory limitedTo(int changesKept) {
        return new SnapshotHistory(changes, lastTime, floor, changesKept).trimmed();
    }

    private long next(long nowMillis) {
        long second = (nowMillis / 1000) << 32;
        return Long.compareUnsigned(second, lastTime) > 0 ? second + 1 : lastTime + 1;
    }

    private SnapshotHistory trimmed() {
        TreePMap<OplogPosition, Change> kept = changes;
        long forgotten = floor;
        while (kept.size() > limit) {
            forgotten = kept.firstKey().time();
            kept = kept.minusFirstEntry();
        }
        return kept == changes ? this : new SnapshotHistory(kept, lastTime, forgotten, limit);
    }
}
