package io.muster.api.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.muster.identity.Caller;
import io.muster.live.Frame;
import io.muster.live.Subscriber;
import io.muster.people.Standings;

/**
 * A socket as a subscriber. Frames come from another thread; everything else runs on the socket's own. Frames that
 * arrive while others are being handed over go with them.
 */
final class SocketListener implements Subscriber {
    private final Executor thread;
    private final SendQueue queue;
    private final Queue<List<Frame>> taken = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean onTheWay = new AtomicBoolean();
    private final AtomicLong takenBytes = new AtomicLong();
    private final long mostTakenBytes;
    private final AtomicLong looks = new AtomicLong();
    private volatile boolean overrun;
    private volatile SocketRights rights;
    private long toldOf;

    /**
     * @param mostTakenBytes how many bytes may wait for the socket's thread when more come
     * @param thread the socket's own thread
     * @param queue creates the send queue for this listener
     */
    SocketListener(
            SocketRights rights, long mostTakenBytes, Executor thread, Function<SocketListener, SendQueue> queue) {
        this.rights = rights;
        this.mostTakenBytes = mostTakenBytes;
        this.thread = thread;
        this.queue = queue.apply(this);
    }

    @Override
    public Caller caller() {
        return rights.caller();
    }

    @Override
    public String rights() {
        return rights.fingerprint();
    }

    /** What it rests on that it receives frames. */
    SocketRights basis() {
        return rights;
    }

    /** A number for a look at what firms say, taken before it begins: a later one sees what an earlier one saw, or what is newer. */
    long look() {
        return looks.incrementAndGet();
    }

    /**
     * Firms say something else of the person. What a look saw that began before another one which has been told already is ignored.
     *
     * @param look its number
     * @return whether it may receive something else by that
     */
    synchronized boolean isOtherWith(Standings standings, long look) {
        if (look < toldOf) {
            return false;
        }
        toldOf = look;
        Caller before = rights.caller();
        rights = rights.with(standings);
        return !rights.caller().equals(before);
    }

    @Override
    public void take(List<Frame> frames) {
        if (overrun) {
            return;
        }
        if (takenBytes.get() > mostTakenBytes) {
            // Nothing after a gap is ever sent: the socket is closed first.
            overrun = true;
            taken.clear();
            sendAway();
            return;
        }
        takenBytes.addAndGet(bytes(frames));
        taken.add(frames);
        if (onTheWay.compareAndSet(false, true)) {
            thread.execute(this::arrive);
        }
    }

    @Override
    public void whenSent(Runnable task) {
        thread.execute(() -> {
            arrive();
            queue.whenSent(task);
        });
    }

    private void arrive() {
        onTheWay.set(false);
        List<Frame> all = new ArrayList<>();
        for (List<Frame> some = taken.poll(); some != null; some = taken.poll()) {
            all.addAll(some);
        }
        takenBytes.addAndGet(-bytes(all));
        queue.add(all);
    }

    private static long bytes(List<Frame> frames) {
        return frames.stream().mapToLong(frame -> frame.utf8().length).sum();
    }

    /** From any thread. */
    void close(CloseCode why) {
        thread.execute(() -> queue.close(why));
    }

    /** From any thread. Sends a last frame; waiting ones are dropped. */
    void close(CloseCode why, Frame lastWord) {
        thread.execute(() -> queue.close(why, lastWord));
    }

    /** Closes the socket as a client that reads too slowly. From any thread. */
    void sendAway() {
        thread.execute(queue::tooSlow);
    }

    /** From any thread. */
    void cut(CloseCode why) {
        thread.execute(() -> queue.cut(why));
    }

    /** From any thread. */
    void gone() {
        thread.execute(queue::gone);
    }
}
