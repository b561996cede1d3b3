package io.muster.memory;

import org.graalvm.nativeimage.RuntimeOptions;

/** The heap of a native binary. Must not be used on a JVM, which lacks these classes. */
final class NativeHeap {
    /** The memory the collector keeps in reserve, in bytes; 0 for no limit. */
    private static final String KEPT_FREE = "MaxHeapFree";

    private static final long AS_IT_LIKES = 0;
    private static final long LITTLE = 1L << 20;

    private NativeHeap() {}

    /** Collects all garbage and returns the memory to the system. Pauses for some milliseconds. */
    static void giveBack() {
        Long set = RuntimeOptions.get(KEPT_FREE);
        if (set == AS_IT_LIKES) {
            RuntimeOptions.set(KEPT_FREE, LITTLE);
        }
        System.gc();
        RuntimeOptions.set(KEPT_FREE, set);
    }
}
