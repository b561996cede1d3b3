package io.muster.memory;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IdleHeapTest {
    private static final long MIB = 1 << 20;

    @Test
    void theStartsGarbageIsCollectedOnceNothingHappens() {
        IdleHeap heap = new IdleHeap(12 * MIB);
        long started = 12 * MIB + IdleHeap.QUIET_BYTES + 1;
        assertThat(heap.worthCollecting(started)).as("still starting").isFalse();
        assertThat(heap.worthCollecting(started + 1)).as("quiet").isTrue();
    }

    @Test
    void whatIsLeftIsLeftUntilThereIsMoreGarbageThanAnythingElse() {
        IdleHeap heap = new IdleHeap(12 * MIB);
        heap.collected(3 * MIB);
        assertThat(heap.worthCollecting(5 * MIB)).isFalse();
        assertThat(heap.worthCollecting(7 * MIB - 1)).isFalse();
        assertThat(heap.worthCollecting(7 * MIB)).as("4 MiB at least").isTrue();

        heap.collected(100 * MIB);
        for (long used = 100 * MIB; used < 200 * MIB; used += 2 * MIB) {
            assertThat(heap.worthCollecting(used)).isFalse();
        }
        assertThat(heap.worthCollecting(200 * MIB)).as("as much as is in use").isTrue();
    }

    @Test
    void whoWorksIsNotInterrupted() {
        IdleHeap heap = new IdleHeap(3 * MIB);
        heap.collected(3 * MIB);
        long used = 3 * MIB;
        for (int look = 0; look < 50; look++) {
            used += IdleHeap.QUIET_BYTES + 1;
            assertThat(heap.worthCollecting(used)).isFalse();
        }
    }

    @Test
    void whatTheCollectorHasDoneItselfCounts() {
        IdleHeap heap = new IdleHeap(12 * MIB);
        heap.collected(40 * MIB);
        assertThat(heap.worthCollecting(6 * MIB)).as("it has just collected").isFalse();
        assertThat(heap.worthCollecting(8 * MIB)).isFalse();
        assertThat(heap.worthCollecting(10 * MIB)).isFalse();
        assertThat(heap.worthCollecting(12 * MIB)).as("6 MiB were left").isTrue();
    }
}
