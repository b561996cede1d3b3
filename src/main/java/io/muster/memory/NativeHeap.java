package io.muster.memory;

import org.graalvm.nativeimage.RuntimeOptions;

/** The heap of a native binary; nothing of this may be touched on a JVM, which does not have these classes. */
final class NativeHeap {
    /** What the collector keeps of the system's memory for what is to come, in bytes; 0 is as much as it likes. */
    private static final String KEPT_FREE = "MaxHeapFree";

    private static final long AS_IT_LIKES = 0;
    private static final long LITTLE = 1L << 20;

    private NativeHeap() {}

    /** Collects all garbage and gives its memory back to the system. A pause of some milliseconds. */
    static void giveBack() {
        Long set = RuntimeOptions.get(KEPT_FREE);
        if (set == AS_IT_LIKES) {
            RuntimeOptions.set(KEPT_FREE, LITTLE);
        }
        System.gc();
        RuntimeOptions.set(KEPT_FREE, set);
    }
}
