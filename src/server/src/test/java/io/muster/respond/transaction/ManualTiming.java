package io.muster.respond.transaction;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands still until it is moved; alarms go off on the thread that moves it. */
public final class ManualTiming implements Timing {
    private final PriorityQueue<Pending> pending =
            new PriorityQueue<>(Comparator.comparingLong(Pending::atNanos).thenComparingLong(Pending::number));
    private long nanos;
    private long number;

    private record Pending(long atNanos, long number, Runnable task) {}

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        Pending alarm = new Pending(nanos + delay.toNanos(), number++, task);
        pending.add(alarm);
        return () -> pending.remove(alarm);
    }

    /** Moves on, and lets go off what is due on the way, each at its time. */
    public void advance(Duration length) {
        long target = nanos + length.toNanos();
        while (!pending.isEmpty() && pending.element().atNanos() <= target) {
            Pending next = pending.remove();
            nanos = Math.max(nanos, next.atNanos());
            next.task().run();
        }
        nanos = target;
    }

    public int alarms() {
        return pending.size();
    }
}
