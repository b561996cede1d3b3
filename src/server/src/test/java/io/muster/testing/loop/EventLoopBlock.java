package io.muster.testing.loop;

import java.util.List;
import java.util.Set;

/**
 * A moment in which an event loop did not get on, as Vert.x saw it.
 *
 * @param millis since it last got on
 * @param computedMillis how much of it the thread had a processor, as far as it was looked at
 * @param stack what its thread was at when it was looked at
 */
public record EventLoopBlock(String thread, long millis, long computedMillis, List<StackTraceElement> stack) {
    /**
     * How long code may compute before it counts even without waiting for anything: time on a processor, since on a machine shared with
     * a database, a compiler and other machines a thread can stand still for a second through no fault of its own.
     */
    private static final long LONG_RUN_MILLIS = 500;

    /** Where a thread stands while it waits: parked, asleep, on a monitor, or on a stream. */
    private static final Set<String> WAITS = Set.of(
            "park",
            "parkNanos",
            "sleep",
            "sleep0",
            "wait",
            "wait0",
            "read0",
            "poll",
            "park0",
            "socketRead0",
            "connect0");
    /** Seen in stacks of code that runs for the first time: it may even wait, for another thread that loads the same class. */
    private static final Set<String> LOADS = Set.of("loadClass", "defineClass", "linkCallSite", "<clinit>");

    /** Seen where a bean is made. */
    private static final String MAKES_A_BEAN = "createInstanceHandle";

    /** Whether the service's own code waits on the event loop, or computes for so long that it might as well. */
    public boolean isOurs() {
        boolean ours = stack.stream()
                .anyMatch(frame -> frame.getClassName().startsWith("io.muster.")
                        && !frame.getClassName().startsWith("io.muster.embedded."));
        return ours && !has(LOADS) && (waits() || computedMillis >= LONG_RUN_MILLIS && !has(Set.of(MAKES_A_BEAN)));
    }

    private boolean waits() {
        return stack.stream().limit(2).anyMatch(frame -> WAITS.contains(frame.getMethodName()) && isJdk(frame));
    }

    private static boolean isJdk(StackTraceElement frame) {
        return frame.getClassName().startsWith("java.")
                || frame.getClassName().startsWith("jdk.")
                || frame.getClassName().startsWith("sun.");
    }

    private boolean has(Set<String> methods) {
        return stack.stream().anyMatch(frame -> methods.contains(frame.getMethodName()));
    }
}
