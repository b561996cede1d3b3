package io.muster.testing.loop;

import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import io.muster.testing.database.MongoTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A planted wait on an event loop is seen; work elsewhere, and a loop that only computes for a moment, are not. */
@QuarkusTest
@Tag("service")
@WithTestResource(MongoTestResource.class)
class EventLoopWatchTest {
    @Inject
    Vertx vertx;

    @Test
    void aSleepOnTheLoopIsSeen() {
        assertThat(onTheLoop(() -> sleep(400))).isNotEmpty();
    }

    @Test
    void theTestThatDidItFails() {
        blockTheLoop(() -> sleep(400));
        assertThatThrownBy(() -> new EventLoopWatch().afterEach(null))
                .isInstanceOf(AssertionError.class)
                .satisfies(failure -> assertThat(failure.getStackTrace())
                        .anyMatch(
                                frame -> frame.getClassName().equals(getClass().getName())));
    }

    @Test
    void everyQuarkusTestIsWatched() {
        assertThat(ServiceLoader.load(QuarkusTestAfterEachCallback.class))
                .hasAtLeastOneElementOfType(EventLoopWatch.class);
    }

    @Test
    void aLockWaitedForOnTheLoopIsSeen() {
        CountDownLatch never = new CountDownLatch(1);
        assertThat(onTheLoop(() -> awaitBriefly(never))).isNotEmpty();
    }

    @Test
    void aLongComputationOnTheLoopIsSeen() {
        assertThat(onTheLoop(() -> compute(1_500))).isNotEmpty();
    }

    @Test
    void aThreadThatHasNoProcessorIsNot() {
        StackTraceElement ours = new StackTraceElement("io.muster.respond.Lane", "next", "Lane.java", 1);
        assertThat(new EventLoopBlock("loop", 2_000, 100, List.of(ours)).isOurs())
                .isFalse();
        assertThat(new EventLoopBlock("loop", 2_000, 600, List.of(ours)).isOurs())
                .isTrue();
    }

    @Test
    void aShortComputationIsNot() {
        assertThat(onTheLoop(() -> compute(50))).isEmpty();
    }

    @Test
    void aWaitOnAWorkerIsNot() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        vertx.executeBlocking(() -> {
                    sleep(400);
                    return null;
                })
                .onComplete(slept -> done.complete(null));
        await().atMost(Duration.ofSeconds(10)).until(done::isDone);
        assertThat(EventLoopWatch.take()).isEmpty();
    }

    /** On a busy machine it is seen now and then; it says nothing of the code. */
    @Test
    void aWaitForAClassThatIsBeingLoadedIsNot() {
        StackTraceElement parked = new StackTraceElement("jdk.internal.misc.Unsafe", "park", "Unsafe.java", -2);
        StackTraceElement links = new StackTraceElement("java.lang.invoke.MethodHandleNatives", "linkCallSite", "", 1);
        StackTraceElement ours =
                new StackTraceElement("io.muster.live.step.StepAssembler", "names", "StepAssembler.java", 1);
        assertThat(new EventLoopBlock("loop", 200, 0, List.of(parked, ours)).isOurs())
                .isTrue();
        assertThat(new EventLoopBlock("loop", 200, 0, List.of(parked, links, ours)).isOurs())
                .isFalse();
    }

    private List<EventLoopBlock> onTheLoop(Runnable work) {
        blockTheLoop(work);
        return EventLoopWatch.take();
    }

    private void blockTheLoop(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        ((io.vertx.core.impl.VertxInternal) vertx).createEventLoopContext().runOnContext(loop -> {
            work.run();
            done.complete(null);
        });
        await().atMost(Duration.ofSeconds(10)).until(done::isDone);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitBriefly(CountDownLatch latch) {
        try {
            assertThat(latch.await(400, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void compute(long millis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }
}
