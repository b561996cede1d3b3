package io.muster.respond;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * The commands on one event in this process: a bounded queue with at most one batch in flight. A batch takes everything
 * that waits, in order of arrival, up to its limit; what has not been taken by its deadline is refused.
 *
 * <p>Everything here runs on one serial executor, so there is no lock; nothing here knows of databases or HTTP.
 */
final class Lane {

    /** Decides a batch and answers each of its tickets; the report comes when all are answered. */
    @FunctionalInterface
    interface Work {
        Uni<BatchReport> decide(List<Ticket> batch);
    }

    /**
     * What bounds a lane.
     *
     * @param batch the most commands a batch takes
     * @param capacity the most commands that wait
     * @param idle how long a lane without work stays, to remember whom it shares its event with
     */
    record Limits(int batch, int capacity, Duration idle) {}

    private final Work work;
    private final Limits limits;
    private final Yielding yielding;
    private final Executor serial;
    private final Timing timing;
    private final Consumer<Lane> onClosed;
    private final Deque<Ticket> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;
    private Timing.@Nullable Alarm lateness;
    private Timing.@Nullable Alarm idleness;

    /**
     * An open lane without work.
     *
     * @param serial runs tasks one after the other, in the order given
     * @param onClosed told, on the serial executor, that the lane takes no more
     */
    Lane(Work work, Limits limits, Yielding yielding, Executor serial, Timing timing, Consumer<Lane> onClosed) {
        this.work = work;
        this.limits = limits;
        this.yielding = yielding;
        this.serial = serial;
        this.timing = timing;
        this.onClosed = onClosed;
    }

    /**
     * Queues a command.
     *
     * @param ifClosed given the ticket back if the lane has closed meanwhile
     */
    void submit(Ticket ticket, Consumer<Ticket> ifClosed) {
        serial.execute(() -> enter(ticket, ifClosed));
    }

    /** Refuses whatever waits; a batch in flight is left alone. */
    void refuseWaiting() {
        serial.execute(() -> {
            waiting.forEach(ticket -> ticket.fail(NotDone.Reason.OVERLOADED));
            waiting.clear();
        });
    }

    private void enter(Ticket ticket, Consumer<Ticket> ifClosed) {
        if (closed) {
            ifClosed.accept(ticket);
            return;
        }
        if (waiting.size() >= limits.capacity()) {
            ticket.fail(NotDone.Reason.OVERLOADED);
            return;
        }
        idleness = cancelled(idleness);
        waiting.add(ticket);
        watchForLateness();
        next();
    }

    private void next() {
        if (busy) {
            return;
        }
        if (waiting.isEmpty()) {
            rest();
            return;
        }
        busy = true;
        send(take());
    }

    private void rest() {
        lateness = cancelled(lateness);
        if (!closed) {
            idleness = timing.after(limits.idle(), () -> serial.execute(this::closeIfIdle));
        }
    }

    private void send(List<Ticket> batch) {
        if (batch.isEmpty()) {
            busy = false;
            next();
            return;
        }
        Uni.createFrom()
                .deferred(() -> work.decide(batch))
                .subscribe()
                .with(
                        report -> serial.execute(() -> settled(report)),
                        failure -> serial.execute(() -> broke(batch, failure)));
    }

    private List<Ticket> take() {
        List<Ticket> batch = new ArrayList<>(Math.min(waiting.size(), limits.batch()));
        while (batch.size() < limits.batch() && !waiting.isEmpty()) {
            Ticket ticket = waiting.remove();
            if (ticket.deadline().hasPassed()) {
                ticket.fail(NotDone.Reason.OVERLOADED);
            } else {
                batch.add(ticket);
            }
        }
        return batch;
    }

    private void settled(BatchReport report) {
        yielding.after(report);
        if (report.gone()) {
            close();
        }
        goOnAfter(yielding.pause());
    }

    /** The work answers its tickets whatever happens; if it fails to, that is a fault of ours and nobody may be left hanging. */
    private void broke(List<Ticket> batch, Throwable failure) {
        batch.forEach(ticket -> ticket.fail(NotDone.of(NotDone.Reason.INTERNAL, failure)));
        goOnAfter(Duration.ZERO);
    }

    private void goOnAfter(Duration pause) {
        if (pause.isZero()) {
            goOn();
        } else {
            timing.after(pause, () -> serial.execute(this::goOn));
        }
    }

    private void goOn() {
        busy = false;
        next();
    }

    private void watchForLateness() {
        if (lateness == null && !waiting.isEmpty()) {
            Duration left = waiting.element().deadline().remaining();
            lateness = timing.after(left, () -> serial.execute(this::refuseLate));
        }
    }

    private void refuseLate() {
        lateness = null;
        while (!waiting.isEmpty() && waiting.element().deadline().hasPassed()) {
            waiting.remove().fail(NotDone.Reason.OVERLOADED);
        }
        watchForLateness();
    }

    private void closeIfIdle() {
        if (!busy && waiting.isEmpty() && idleness != null) {
            close();
        }
    }

    private void close() {
        if (!closed) {
            closed = true;
            onClosed.accept(this);
        }
    }

    private static Timing.@Nullable Alarm cancelled(Timing.@Nullable Alarm alarm) {
        if (alarm != null) {
            alarm.cancel();
        }
        return null;
    }
}
