package io.muster.memory;

/** Decides when an idle heap has enough garbage for a collection. Called at equal intervals. */
final class IdleHeap {
    /**
     * The allocation between two calls above which the process is not idle; then the collector runs by itself. What is looked for again and
     * again, by the process that numbers and sends, is some megabytes.
     */
    static final long QUIET_BYTES = 8L << 20;
    /** Less garbage is not worth a pause. */
    static final long WORTH_BYTES = 4L << 20;

    private long before;
    private long kept;

    /** @param used bytes at the first call */
    IdleHeap(long used) {
        before = used;
    }

    /** Whether to collect now: the process is idle, and garbage is the larger part of the heap. */
    boolean worthCollecting(long used) {
        long grown = used - before;
        before = used;
        kept = Math.min(kept, used);
        return grown >= 0 && grown <= QUIET_BYTES && used - kept >= Math.max(WORTH_BYTES, kept);
    }

    /** @param used bytes after a collection */
    void collected(long used) {
        before = used;
        kept = used;
    }
}
