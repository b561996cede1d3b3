package io.muster.testing.loop;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/** Fails a test during which the service's code held up an event loop. Every {@code @QuarkusTest} finds it by itself. */
public final class EventLoopWatch implements QuarkusTestBeforeEachCallback, QuarkusTestAfterEachCallback {
    private static final ConcurrentLinkedQueue<EventLoopBlock> SEEN = new ConcurrentLinkedQueue<>();

    static void saw(EventLoopBlock block) {
        if (block.isOurs()) {
            SEEN.add(block);
        }
    }

    /** What the start of the application did to its loops is no test's. */
    @Override
    public void beforeEach(QuarkusTestMethodContext test) {
        SEEN.clear();
    }

    @Override
    public void afterEach(QuarkusTestMethodContext test) {
        List<EventLoopBlock> blocks = take();
        if (!blocks.isEmpty()) {
            EventLoopBlock first = blocks.get(0);
            AssertionError blocked = new AssertionError(
                    first.thread() + " was held up for " + first.millis() + " ms, by what the trace shows");
            blocked.setStackTrace(first.stack().toArray(new StackTraceElement[0]));
            throw blocked;
        }
    }

    /** All that was seen of the service's own doing since the test began, and forgets it. */
    static List<EventLoopBlock> take() {
        List<EventLoopBlock> seen = List.copyOf(SEEN);
        SEEN.clear();
        return seen;
    }
}
