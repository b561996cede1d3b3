package io.muster.api.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.muster.live.Frame;

/**
 * The frames to be sent to one socket. Frames are shared between queues, so an entry costs a reference. Only a run of bounded
 * size is handed to the socket at a time. A client whose queue grows too long, or that takes too long for one run, is closed
 * with 1013. If it does not read that either, the connection is cut. Used on the socket's own thread only.
 */
final class SendQueue {
    private final FrameTransport transport;
    private final Limits limits;
    private final QueueMemory.Share memory;
    private final SendQueueListener listener;
    private final Queue<Frame> waiting = new ArrayDeque<>();
    private List<Frame> handedOver = List.of();
    private boolean sending;
    private boolean pumping;
    private boolean closed;
    private Runnable stopWatch = () -> {};
    private Runnable onceSent = () -> {};

    /**
     * The limits of a queue.
     *
     * @param frames how many may wait when more come
     * @param bytes how many bytes of them, with what was handed to the socket
     * @param runBytes the most handed to the socket at a time; a single frame may be larger
     * @param stall how long the socket may take for that
     * @param farewell how long the client has to close after a close frame
     */
    record Limits(int frames, long bytes, int runBytes, Duration stall, Duration farewell) {}

    /** Informed of what happens to frames. */
    interface SendQueueListener {
        /** The operating system has accepted the frame. */
        void sent(Frame frame);

        /** The reader is too slow and is closed. */
        void tooSlow();

        /** Nothing will be sent any more. Called once. */
        void ended();
    }

    /** @param memory this queue's share of the budget of all queues */
    SendQueue(FrameTransport transport, Limits limits, QueueMemory.Share memory, SendQueueListener listener) {
        this.transport = transport;
        this.limits = limits;
        this.memory = memory;
        this.listener = listener;
    }

    /** The number of waiting frames, without those given to the socket. */
    int size() {
        return waiting.size();
    }

    void add(List<Frame> frames) {
        if (closed || frames.isEmpty()) {
            return;
        }
        if (waiting.size() > limits.frames() || memory.bytes() > limits.bytes()) {
            tooSlow();
            return;
        }
        waiting.addAll(frames);
        memory.add(frames);
        pump();
    }

    /** Runs a task once nothing waits, replacing an earlier task; never, if it is closed first. */
    void whenSent(Runnable task) {
        onceSent = task;
        pump();
    }

    /** Drops the waiting frames and closes. */
    void close(CloseCode why) {
        end(() -> transport.close(why));
    }

    /** Drops the waiting frames, sends a last one and closes. */
    void close(CloseCode why, Frame lastWord) {
        end(() -> {
            if (transport.isOpen()) {
                transport.send(List.of(lastWord), () -> {});
            }
            transport.close(why);
        });
    }

    /** Drops the waiting frames, sends a close frame, and ends the connection without waiting for an answer. */
    void cut(CloseCode why) {
        close(why);
        transport.cut();
    }

    /** The connection is gone. */
    void gone() {
        end(() -> {});
    }

    private void end(Runnable farewell) {
        if (closed) {
            return;
        }
        closed = true;
        stopWatch.run();
        memory.close(waiting, handedOver);
        waiting.clear();
        handedOver = List.of();
        farewell.run();
        transport.after(limits.farewell(), transport::cut);
        listener.ended();
    }

    /** The client reads too slowly and is closed. */
    void tooSlow() {
        if (closed) {
            return;
        }
        listener.tooSlow();
        close(CloseCode.TOO_SLOW);
    }

    /** Sends runs one after the other, without recursion where one is accepted at once. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        while (!closed && !sending && !waiting.isEmpty()) {
            if (transport.isOpen()) {
                send(nextRun());
            } else {
                // Closed elsewhere: the token has expired, or the client has closed.
                gone();
            }
        }
        pumping = false;
        if (!closed && !sending && waiting.isEmpty()) {
            Runnable task = onceSent;
            onceSent = () -> {};
            task.run();
        }
    }

    private void send(List<Frame> run) {
        sending = true;
        handedOver = run;
        memory.handOver(run);
        transport.send(run, () -> sent(run));
        if (sending) {
            stopWatch = transport.after(limits.stall(), this::tooSlow);
        }
    }

    private void sent(List<Frame> run) {
        if (closed) {
            run.forEach(listener::sent);
            return;
        }
        sending = false;
        handedOver = List.of();
        memory.sent(run);
        stopWatch.run();
        run.forEach(listener::sent);
        pump();
    }

    private List<Frame> nextRun() {
        List<Frame> run = new ArrayList<>();
        int bytes = 0;
        for (Frame next = waiting.peek(); next != null; next = waiting.peek()) {
            bytes += next.utf8().length;
            if (!run.isEmpty() && bytes > limits.runBytes()) {
                break;
            }
            run.add(next);
            waiting.remove();
        }
        return run;
    }
}
