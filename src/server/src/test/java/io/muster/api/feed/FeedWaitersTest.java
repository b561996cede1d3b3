package io.muster.api.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.muster.store.outbound.OutboundLine;
import io.muster.store.outbound.OutboundLog;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who waits for a firm's log costs the others nothing. */
class FeedWaitersTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int MOST = 1_000;

    private final Map<String, Long> last = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final FeedWaiters waiters = new FeedWaiters(new OutboundLog() {
        @Override
        public Uni<List<OutboundLine>> after(String firm, long seq, int limit) {
            throw new AssertionError("nothing is read here");
        }

        @Override
        public Uni<Long> last(String firm) {
            return Uni.createFrom().item(() -> {
                asked.computeIfAbsent(firm, first -> new AtomicInteger()).incrementAndGet();
                return last.getOrDefault(firm, 0L);
            });
        }
    });

    @BeforeEach
    void start() {
        waiters.start(new StartupEvent());
    }

    @AfterEach
    void stop() {
        waiters.end(new ShutdownEvent());
    }

    private int timesAsked(String firm) {
        AtomicInteger times = asked.get(firm);
        return times == null ? 0 : times.get();
    }

    private CompletableFuture<Boolean> waiting(String firm, long after) {
        return waiters.grown(firm, after, LONG).subscribeAsCompletionStage();
    }

    @Test
    void whoWaitsForWhatHasComeIsTold() throws Exception {
        CompletableFuture<Boolean> first = waiting("a", 0);
        CompletableFuture<Boolean> later = waiting("a", 1);
        CompletableFuture<Boolean> other = waiting("b", 0);

        last.put("a", 1L);

        assertThat(first.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(later).isNotDone();
        assertThat(other).isNotDone();
    }

    @Test
    void theTimeEnds() {
        assertThat(waiters.grown("a", 0, Duration.ofMillis(50)).await().atMost(LONG))
                .isFalse();
    }

    @Test
    void theDatabaseIsAskedOnceForAllOfAFirmAndNotAtAllForNobody() {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(waiting("a", 0));
        }
        Awaitility.await().until(() -> timesAsked("a") >= 2);
        int before = timesAsked("a");
        all.forEach(it -> it.cancel(true));
        Awaitility.await().during(Duration.ofMillis(500)).atMost(LONG).until(() -> timesAsked("a") <= before + 1);

        assertThat(before).as("a look each fifth of a second, not one for each").isLessThan(100);
        assertThat(asked).containsOnlyKeys("a");
    }

    @Test
    void moreThanManyAreAnsweredAtOnce() {
        for (int i = 0; i < MOST; i++) {
            assertThat(waiting("a", 0)).isNotDone();
        }

        assertThat(waiting("a", 0)).isCompletedWithValue(false);
    }

    @Test
    void nobodyWaitsForAProcessThatLeaves() {
        CompletableFuture<Boolean> one = waiting("a", 0);

        waiters.end(new ShutdownEvent());

        assertThat(one).isCompletedWithValue(false);
        assertThat(waiting("a", 0)).isCompletedWithValue(false);
    }
}
