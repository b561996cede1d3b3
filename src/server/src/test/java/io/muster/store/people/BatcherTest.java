package io.muster.store.people;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Work done together. */
class BatcherTest {
    private final List<List<String>> batches = new ArrayList<>();
    private final Deque<CompletableFuture<Void>> open = new ArrayDeque<>();
    private final Batcher<String> gathering = new Batcher<>(1, this::begin);
    private final Batcher<String> two = new Batcher<>(2, this::begin);

    private Uni<Void> begin(List<String> items) {
        batches.add(items);
        CompletableFuture<Void> done = new CompletableFuture<>();
        open.add(done);
        return Uni.createFrom().completionStage(done);
    }

    private UniAssertSubscriber<Void> add(String item) {
        return gathering.add(item).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void whatComesMeanwhileWaitsForTheNext() {
        UniAssertSubscriber<Void> first = add("a");
        UniAssertSubscriber<Void> second = add("b");
        UniAssertSubscriber<Void> third = add("c");
        assertThat(batches).containsExactly(List.of("a"));

        open.remove().complete(null);
        first.awaitItem();
        second.assertNotTerminated();
        assertThat(batches).containsExactly(List.of("a"), List.of("b", "c"));

        open.remove().complete(null);
        second.awaitItem();
        third.awaitItem();
    }

    @Test
    void whatHangsLeavesTheOthersTheirWay() {
        UniAssertSubscriber<Void> hanging = two.add("a").subscribe().withSubscriber(UniAssertSubscriber.create());
        UniAssertSubscriber<Void> second = two.add("b").subscribe().withSubscriber(UniAssertSubscriber.create());
        UniAssertSubscriber<Void> third = two.add("c").subscribe().withSubscriber(UniAssertSubscriber.create());
        assertThat(batches).containsExactly(List.of("a"), List.of("b"));

        open.removeLast().complete(null);
        second.awaitItem();
        open.removeLast().complete(null);
        third.awaitItem();
        hanging.assertNotTerminated();
    }

    @Test
    void aFailureIsToldToThoseItConcernsAndTheRestGoesOn() {
        UniAssertSubscriber<Void> first = add("a");
        UniAssertSubscriber<Void> second = add("b");

        open.remove().completeExceptionally(new IllegalStateException("no"));
        first.awaitFailure().assertFailedWith(IllegalStateException.class, "no");
        open.remove().complete(null);
        second.awaitItem();
    }

    @Test
    void atMostFiveHundredAtOnce() {
        add("first");
        for (int i = 0; i < 700; i++) {
            add("x" + i);
        }
        open.remove().complete(null);
        open.remove().complete(null);

        assertThat(batches.stream().map(List::size)).containsExactly(1, 500, 200);
    }
}
