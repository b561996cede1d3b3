package io.muster.api.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.muster.live.Frame;

/** A socket whose other side reads when a test says so, and whose time a test moves. */
final class ManualWire implements FrameTransport {
    final List<String> sent = new ArrayList<>();
    final List<String> ends = new ArrayList<>();
    boolean open = true;
    boolean reading = true;
    int largestRun;

    private final List<Timer> timers = new ArrayList<>();
    private Runnable unread = () -> {};
    private Duration now = Duration.ZERO;

    private record Timer(Duration at, Runnable task) {}

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void send(List<Frame> frames, Runnable done) {
        frames.forEach(frame -> sent.add(frame.text()));
        largestRun = Math.max(
                largestRun, frames.stream().mapToInt(it -> it.utf8().length).sum());
        if (reading) {
            done.run();
        } else {
            unread = done;
        }
    }

    /** The other side reads what was handed over last. */
    void read() {
        Runnable done = unread;
        unread = () -> {};
        done.run();
    }

    @Override
    public void close(CloseCode why) {
        if (open) {
            ends.add(why.name());
            open = false;
        }
    }

    @Override
    public void cut() {
        ends.add("cut");
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        Timer timer = new Timer(now.plus(delay), task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    void pass(Duration time) {
        now = now.plus(time);
        List<Timer> due =
                timers.stream().filter(it -> it.at().compareTo(now) <= 0).toList();
        timers.removeAll(due);
        due.forEach(it -> it.task().run());
    }
}
