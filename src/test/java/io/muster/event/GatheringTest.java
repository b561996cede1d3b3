package io.muster.event;

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
class GatheringTest {
    private final List<List<String>> batches = new ArrayList<>();
    private final Deque<CompletableFuture<Void>> open = new ArrayDeque<>();
    private final Gathering<String> gathering = new Gathering<>(items -> {
        batches.add(items);
        CompletableFuture<Void> done = new CompletableFuture<>();
        open.add(done);
        return Uni.createFrom().completionStage(done);
    });

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
