package io.muster.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads made together: few, and none older than its question. */
class SharedReadsTest {
    private final List<String> begun = new ArrayList<>();
    private final Deque<CompletableFuture<String>> open = new ArrayDeque<>();
    private final SharedReads<String, String> reads = new SharedReads<>(this::begin);

    private Uni<String> begin(String key) {
        begun.add(key);
        CompletableFuture<String> answer = new CompletableFuture<>();
        open.add(answer);
        return Uni.createFrom().completionStage(answer);
    }

    private UniAssertSubscriber<String> ask(String key) {
        return reads.read(key).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void whoAsksWhileOneIsUnderWaySharesTheNext() {
        UniAssertSubscriber<String> first = ask("a");
        UniAssertSubscriber<String> second = ask("a");
        UniAssertSubscriber<String> third = ask("a");
        assertThat(begun).containsExactly("a");

        open.remove().complete("old");
        first.assertItem("old");
        second.assertNotTerminated();
        assertThat(begun).containsExactly("a", "a");

        UniAssertSubscriber<String> fourth = ask("a");
        open.remove().complete("new");
        second.assertItem("new");
        third.assertItem("new");
        fourth.assertNotTerminated();
        open.remove().complete("newest");
        fourth.assertItem("newest");
        assertThat(begun).hasSize(3);
    }

    @Test
    void keysDoNotWaitForEachOther() {
        UniAssertSubscriber<String> one = ask("a");
        UniAssertSubscriber<String> other = ask("b");
        assertThat(begun).containsExactly("a", "b");

        open.removeLast().complete("of b");
        other.assertItem("of b");
        one.assertNotTerminated();
    }

    @Test
    void aFailureIsOfThoseWhoSharedItAlone() {
        UniAssertSubscriber<String> first = ask("a");
        UniAssertSubscriber<String> second = ask("a");
        open.remove().completeExceptionally(new IllegalStateException("away"));
        first.assertFailedWith(IllegalStateException.class, "away");

        open.remove().complete("back");
        second.assertItem("back");
        ask("a");
        assertThat(begun).hasSize(3);
    }

    @Test
    void aReadThatCannotBeginIsAFailureToo() {
        SharedReads<String, String> broken = new SharedReads<>(key -> {
            throw new IllegalStateException("no " + key);
        });

        broken.read("a")
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertFailedWith(IllegalStateException.class, "no a");
        broken.read("a")
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertFailedWith(IllegalStateException.class, "no a");
    }

    @Test
    void whoHangsUpHoldsNobodyUp() {
        UniAssertSubscriber<String> first = ask("a");
        UniAssertSubscriber<String> second = ask("a");
        first.cancel();
        open.remove().complete("old");
        open.remove().complete("new");

        second.assertItem("new");
    }

    /** The value is the time at which its read began, and nobody gets one from before the question. */
    @Test
    void nobodyIsAnsweredByWhatWasReadBeforeTheQuestion() throws Exception {
        AtomicLong clock = new AtomicLong();
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger count = new AtomicInteger();
        ScheduledExecutorService database = Executors.newScheduledThreadPool(2);
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            SharedReads<String, Long> shared = new SharedReads<>(key -> {
                count.incrementAndGet();
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                long began = clock.incrementAndGet();
                CompletableFuture<Long> answer = new CompletableFuture<>();
                database.schedule(
                        () -> {
                            underWay.decrementAndGet();
                            answer.complete(began);
                        },
                        100,
                        TimeUnit.MICROSECONDS);
                return Uni.createFrom().completionStage(answer);
            });
            List<Future<?>> asking = new ArrayList<>();
            for (int person = 0; person < 8; person++) {
                asking.add(people.submit(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        long asked = clock.incrementAndGet();
                        long read = shared.read("a").await().indefinitely();
                        assertThat(read).isGreaterThan(asked);
                    }
                }));
            }
            for (Future<?> one : asking) {
                one.get();
            }
        } finally {
            people.shutdownNow();
            database.shutdownNow();
        }
        assertThat(most).hasValue(1);
        assertThat(count.get()).isLessThan(8 * 2_000);
    }
}
