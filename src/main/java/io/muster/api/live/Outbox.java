package io.muster.api.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import io.muster.live.Frame;

/**
 * The frames that wait for one socket. They are shared with all the others who are told the same, so what waits costs a
 * reference each; only a run of bounded size is handed to the socket at a time. A reader that lets too many wait, or takes
 * too long for one run, is sent away, and cut if it does not hear that either. Used on the socket's own thread alone.
 */
final class Outbox {
    private final Wire wire;
    private final Limits limits;
    private final Ears ears;
    private final Queue<Frame> waiting = new ArrayDeque<>();
    private boolean sending;
    private boolean pumping;
    private boolean closed;
    private Runnable stopWatch = () -> {};
    private Runnable onceSent = () -> {};

    /**
     * What bounds a queue.
     *
     * @param frames how many may wait when more come
     * @param runBytes the most handed to the socket at a time; a single frame may be larger
     * @param stall how long the socket may take for that
     * @param farewell how long the other side has to close after it was told to
     */
    record Limits(int frames, int runBytes, Duration stall, Duration farewell) {}

    /** Who is told what became of the frames. */
    interface Ears {
        /** The operating system has taken it. */
        void sent(Frame frame);

        /** The reader is sent away. */
        void tooSlow();

        /** Nothing will be sent any more. Once. */
        void ended();
    }

    Outbox(Wire wire, Limits limits, Ears ears) {
        this.wire = wire;
        this.limits = limits;
        this.ears = ears;
    }

    /** How many frames wait, those handed to the socket aside. */
    int size() {
        return waiting.size();
    }

    void add(List<Frame> frames) {
        if (closed || frames.isEmpty()) {
            return;
        }
        if (waiting.size() > limits.frames()) {
            tooSlow();
            return;
        }
        waiting.addAll(frames);
        pump();
    }

    /** Runs something once nothing waits any more, instead of what was given before; never, if it is closed first. */
    void whenSent(Runnable task) {
        onceSent = task;
        pump();
    }

    /** Drops what waits and closes. */
    void close(Closing why) {
        end(() -> wire.close(why));
    }

    /** Drops what waits, says one thing more and closes. */
    void close(Closing why, Frame lastWord) {
        end(() -> {
            if (wire.isOpen()) {
                wire.send(List.of(lastWord), () -> {});
            }
            wire.close(why);
        });
    }

    /** Drops what waits, says that it closes, and ends the connection without waiting for an answer. */
    void cut(Closing why) {
        close(why);
        wire.cut();
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
        waiting.clear();
        farewell.run();
        wire.after(limits.farewell(), wire::cut);
        ears.ended();
    }

    private void tooSlow() {
        ears.tooSlow();
        close(Closing.TOO_SLOW);
    }

    /** Runs go out one after the other; one that is taken at once does not call itself again. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        while (!closed && !sending && !waiting.isEmpty()) {
            if (wire.isOpen()) {
                send(nextRun());
            } else {
                // Closed by another hand: the token has expired, or the client has said so.
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
        wire.send(run, () -> sent(run));
        if (sending) {
            stopWatch = wire.after(limits.stall(), this::tooSlow);
        }
    }

    private void sent(List<Frame> run) {
        sending = false;
        stopWatch.run();
        run.forEach(ears::sent);
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
