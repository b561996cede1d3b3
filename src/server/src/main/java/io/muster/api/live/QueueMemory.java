package io.muster.api.live;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.live.Frame;
import io.muster.live.step.LiveSettings;

/**
 * Counts the bytes in the send queues of all sockets. A frame in several queues counts once, plus a reference per queue.
 * Bytes that were handed to a socket are a copy of its own and count fully. Above the limit the socket with the largest queue
 * is closed, one at a time, until the sum is below it. Thread-safe.
 */
@Singleton
class QueueMemory {
    /** Bytes of a frame besides its text, and of an entry in a queue. */
    private static final int FRAME = 64;

    private static final int REFERENCE = 8;

    private final long most;
    private final AtomicLong held = new AtomicLong();
    private final AtomicBoolean relieving = new AtomicBoolean();
    private final Set<Share> shares = ConcurrentHashMap.newKeySet();

    @Inject
    QueueMemory(LiveSettings settings) {
        this(settings.queuesBytes().asLongValue());
    }

    /** @param most the bytes above which a socket is closed */
    QueueMemory(long most) {
        this.most = most;
    }

    /** The bytes held. */
    long held() {
        return held.get();
    }

    /**
     * Creates the share of a new socket.
     *
     * @param sendAway closes the socket, on its own thread, which then closes the share
     */
    Share share(Runnable sendAway) {
        Share share = new Share(sendAway);
        shares.add(share);
        return share;
    }

    private void relieve() {
        while (held.get() > most && relieving.compareAndSet(false, true)) {
            Optional<Share> largest = shares.stream()
                    .filter(share -> share.bytes > 0)
                    .max(Comparator.comparingLong(share -> share.bytes));
            if (largest.isPresent() && largest.get().leaves()) {
                return;
            }
            relieving.set(false);
            if (largest.isEmpty()) {
                return;
            }
        }
    }

    /** The bytes queued for one socket. Modified on the socket's own thread only; {@code bytes} is read from any thread. */
    final class Share {
        private final Runnable sendAway;
        private volatile long bytes;
        private boolean leaving;
        private boolean closed;

        private Share(Runnable sendAway) {
            this.sendAway = sendAway;
        }

        /** The bytes queued for this socket, including frames shared with others. */
        long bytes() {
            return bytes;
        }

        /** Counts frames that were added to the queue. */
        void add(Collection<Frame> frames) {
            long more = 0;
            for (Frame frame : frames) {
                more += size(frame);
                held.addAndGet(frame.enterQueue() ? REFERENCE + size(frame) : REFERENCE);
            }
            change(more);
            relieve();
        }

        /** Moves frames from the queue to the copy that the socket sends. */
        void handOver(Collection<Frame> frames) {
            long copied = 0;
            for (Frame frame : frames) {
                remove(frame);
                copied += frame.utf8().length;
            }
            held.addAndGet(copied);
            change(copied);
        }

        /** Releases the copy of frames that were sent. */
        void sent(Collection<Frame> frames) {
            long copied =
                    frames.stream().mapToLong(frame -> frame.utf8().length).sum();
            held.addAndGet(-copied);
            change(-copied);
        }

        /** Releases everything. */
        void close(Collection<Frame> waiting, Collection<Frame> handedOver) {
            waiting.forEach(this::remove);
            sent(handedOver);
            shares.remove(this);
            if (wasLeaving()) {
                relieving.set(false);
                relieve();
            }
        }

        private void remove(Frame frame) {
            held.addAndGet(frame.leaveQueue() ? -REFERENCE - size(frame) : -REFERENCE);
            change(-size(frame));
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
        private void change(long by) {
            bytes += by;
        }

        private static long size(Frame frame) {
            return FRAME + frame.utf8().length;
        }

        private boolean leaves() {
            synchronized (this) {
                if (closed) {
                    return false;
                }
                leaving = true;
            }
            sendAway.run();
            return true;
        }

        private synchronized boolean wasLeaving() {
            closed = true;
            return leaving;
        }
    }
}
