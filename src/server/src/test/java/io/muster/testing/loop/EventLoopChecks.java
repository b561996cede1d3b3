package io.muster.testing.loop;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.btc.BlockedThreadEvent;

/**
 * Has the application under test look at its event loops often, and tell {@link EventLoopWatch} what it finds. By Vert.x'
 * own hook and not by its log: of a block that goes on, only the first line was seen to get through.
 */
@Singleton
class EventLoopChecks implements VertxOptionsCustomizer {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Two looks at one block agree about when it began, but for the time between two lines of code. */
    private static final long SAME_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Map<Long, FirstLook> firstLooks = new ConcurrentHashMap<>();

    /** What a thread had computed when its block was first looked at. */
    private record FirstLook(long beganNanos, long computedNanos) {
        boolean isOf(long begun) {
            return Math.abs(begun - beganNanos) < SAME_NANOS;
        }
    }

    @Override
    public void accept(VertxOptions options) {
        options.setBlockedThreadCheckInterval(40).setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS);
    }

    void watch(@Observes StartupEvent started, Vertx vertx) {
        ((VertxInternal) vertx).blockedThreadChecker().setThreadBlockedHandler(this::look);
    }

    private void look(BlockedThreadEvent block) {
        Thread thread = block.thread();
        long computed = THREADS.getThreadCpuTime(thread.getId());
        long began = System.nanoTime() - block.duration();
        FirstLook first = firstLooks.compute(
                thread.getId(),
                (id, before) -> before != null && before.isOf(began) ? before : new FirstLook(began, computed));
        EventLoopWatch.saw(new EventLoopBlock(
                thread.getName(),
                TimeUnit.NANOSECONDS.toMillis(block.duration()),
                TimeUnit.NANOSECONDS.toMillis(computed - first.computedNanos()),
                List.of(thread.getStackTrace())));
    }
}
