package io.muster.respond.transaction;

import java.util.ArrayList;
import java.util.List;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Lanes of one process that pass fences do so one after the other. */
class FenceGatesTest {
    private final FenceGates gates = new FenceGates();
    private final List<String> begun = new ArrayList<>();
    private final List<UniEmitter<? super Void>> working = new ArrayList<>();

    private void work(FenceGates.Passage passage, String name) {
        passage.through(() -> {
                    begun.add(name);
                    return Uni.createFrom().<Void>emitter(working::add);
                })
                .subscribe()
                .with(done -> {}, failure -> {});
    }

    private FenceGates.Passage expecting(String firm) {
        FenceGates.Passage passage = gates.passage();
        passage.expected(firm);
        return passage;
    }

    @Test
    void whoExpectsFencesWaitsForThoseBefore() {
        work(expecting("m-1"), "first");
        work(expecting("m-1"), "second");
        work(expecting("m-1"), "third");
        assertThat(begun).containsExactly("first");

        working.get(0).complete(null);
        assertThat(begun).containsExactly("first", "second");
        working.get(1).fail(new IllegalStateException("however it ends"));
        assertThat(begun).containsExactly("first", "second", "third");
    }

    @Test
    void othersDoNotWait() {
        work(expecting("m-1"), "first");
        work(expecting("m-2"), "another firm's");
        work(gates.passage(), "of no fences so far");
        FenceGates.Passage full = expecting("m-1");
        full.notExpected();
        work(full, "of no fences any more");

        assertThat(begun).hasSize(4);
    }
}
