package io.muster.respond;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs tasks one after the other, like an event loop, on threads lent by another executor. */
final class InOrder implements Executor {
    private final Executor threads;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger();

    /** On the thread that gives the first task. */
    InOrder() {
        this(Runnable::run);
    }

    InOrder(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (left.getAndIncrement() == 0) {
            threads.execute(this::runAll);
        }
    }

    private void runAll() {
        do {
            tasks.remove().run();
        } while (left.decrementAndGet() != 0);
    }
}
