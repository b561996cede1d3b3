package io.muster.memory;

/** Tells when a heap that is hardly written to holds enough garbage to be worth a collection. Looked at at equal intervals. */
final class IdleHeap {
    /** Between two looks; more is work, and work is the collector's own business. */
    static final long QUIET_BYTES = 2L << 20;
    /** Less is not worth a pause. */
    static final long WORTH_BYTES = 4L << 20;

    private long before;
    private long kept;

    /** @param used bytes at the first look */
    IdleHeap(long used) {
        before = used;
    }

    /** Whether to collect now: nothing much happens, and there is more garbage than there is anything else. */
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
