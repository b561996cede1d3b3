package io.muster.api.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.muster.identity.Caller;
import io.muster.live.Frame;
import io.muster.live.Subscriber;

/**
 * A socket as one who listens. What it is told comes from another thread, and everything else happens on the socket's own:
 * frames that come while others are on their way there go with them.
 */
final class SocketListener implements Subscriber {
    private final Caller caller;
    private final Executor thread;
    private final Outbox outbox;
    private final Queue<List<Frame>> taken = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean onTheWay = new AtomicBoolean();

    /**
     * @param thread the socket's own
     * @param outbox the way out, of this one
     */
    SocketListener(Caller caller, Executor thread, Function<SocketListener, Outbox> outbox) {
        this.caller = caller;
        this.thread = thread;
        this.outbox = outbox.apply(this);
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public void take(List<Frame> frames) {
        taken.add(frames);
        if (onTheWay.compareAndSet(false, true)) {
            thread.execute(this::arrive);
        }
    }

    @Override
    public void whenSent(Runnable task) {
        thread.execute(() -> {
            arrive();
            outbox.whenSent(task);
        });
    }

    private void arrive() {
        onTheWay.set(false);
        List<Frame> all = new ArrayList<>();
        for (List<Frame> some = taken.poll(); some != null; some = taken.poll()) {
            all.addAll(some);
        }
        outbox.add(all);
    }

    /** From any thread. */
    void close(Closing why) {
        thread.execute(() -> outbox.close(why));
    }

    /** From any thread. With one thing more; what waits is dropped. */
    void close(Closing why, Frame lastWord) {
        thread.execute(() -> outbox.close(why, lastWord));
    }

    /** From any thread. */
    void cut(Closing why) {
        thread.execute(() -> outbox.cut(why));
    }

    /** From any thread. */
    void gone() {
        thread.execute(outbox::gone);
    }
}
