package io.muster.respond;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.muster.respond.transaction.Timing;
import io.muster.respond.transaction.Turns;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/**
 * The commands on one event in this process: a bounded queue with at most one batch in flight. A batch takes everything
 * that waits, in order of arrival, up to a limit that follows what batches took ({@link BatchLimit}). What a batch could not
 * decide in its time goes back to the head of the queue. A command that is not taken before its deadline is refused, as soon
 * as it is known that it will not be.
 *
 * <p>Everything runs on one serial executor, so there is no lock. Nothing here knows of databases or HTTP.
 */
final class Lane {

    /** Decides a batch and answers each of its tickets, except for those that it gives back; completes then. */
    @FunctionalInterface
    interface Work {
        /**
         * Decides a batch.
         *
         * @param patience the time for the work before its commit
         */
        Uni<BatchReport> decide(List<PendingCommand> batch, Duration patience);
    }

    /**
     * The limits of a lane.
     *
     * @param batch the most commands of a batch
     * @param aim what a batch may take before the next one is smaller
     * @param longest what a batch may take at most
     * @param capacity the most waiting commands
     * @param idle how long a lane without work stays open, to remember the other processes on its event
     */
    record Limits(int batch, Duration aim, Duration longest, int capacity, Duration idle) {}

    private final Work work;
    private final Work reading;
    private final Limits limits;
    private final Turns turns;
    private final Contention contention = new Contention();
    private final Forecast forecast = new Forecast();
    private final Executor serial;
    private final Timing timing;
    private final Consumer<Lane> onClosed;
    private final BatchLimit batchLimit;
    private final RetrySchedule retries = new RetrySchedule();
    private final Deque<PendingCommand> waiting = new ArrayDeque<>();
    private OptionalLong turnAskedNanos = OptionalLong.empty();
    private boolean busy;
    private boolean starting;
    private boolean closed;
    private boolean refusing;
    private Timing.@Nullable Alarm lateness;
    private Timing.@Nullable Alarm idleness;

    /**
     * An open lane without work.
     *
     * @param reading answers a batch that changes nothing, or else gives it back
     * @param serial runs tasks one after the other, in the order given
     * @param onClosed called on the serial executor when the lane takes no more
     */
    Lane(Work work, Work reading, Limits limits, Turns turns, Executor serial, Timing timing, Consumer<Lane> onClosed) {
        this.work = work;
        this.reading = reading;
        this.limits = limits;
        this.turns = turns;
        this.serial = serial;
        this.timing = timing;
        this.onClosed = onClosed;
        this.batchLimit = new BatchLimit(limits.batch(), limits.aim());
    }

    /** The most commands of the next batch. */
    int batchLimit() {
        return batchLimit.commands();
    }

    /**
     * Queues a command.
     *
     * @param ifClosed receives the ticket if the lane has closed meanwhile
     */
    void submit(PendingCommand ticket, Consumer<PendingCommand> ifClosed) {
        serial.execute(() -> enter(ticket, ifClosed));
    }

    /** Refuses a command that this process has no room for. */
    void refuse(PendingCommand ticket) {
        serial.execute(() -> shed(ticket));
    }

    /** Refuses all waiting commands, and those that a batch in flight gives back; it is not affected otherwise. */
    void refuseWaiting() {
        serial.execute(() -> {
            refusing = true;
            waiting.forEach(ticket -> ticket.fail(UndecidedException.Reason.OVERLOADED));
            waiting.clear();
        });
    }

    private void enter(PendingCommand ticket, Consumer<PendingCommand> ifClosed) {
        if (closed) {
            ifClosed.accept(ticket);
            return;
        }
        if (waiting.size() >= limits.capacity() || isTooLate(ticket, waiting.size())) {
            shed(ticket);
            return;
        }
        idleness = cancelled(idleness);
        waiting.add(ticket);
        watchForLateness();
        start();
    }

    /** Once everybody has entered who has come at the same time: the first of a crowd would be a batch of its own. */
    private void start() {
        if (!busy && !starting) {
            starting = true;
            serial.execute(this::next);
        }
    }

    private void next() {
        starting = false;
        if (waiting.isEmpty()) {
            rest();
            return;
        }
        busy = true;
        readOr(this::sendInTurn);
    }

    /**
     * Reads without a turn, if that is likely to be enough: what changes nothing is in nobody's way. Not for long: whoever has to go
     * into a transaction after all has to be answered in time.
     */
    private void readOr(Runnable otherwise) {
        if (!forecast.isOfNoChange(waiting.stream().limit(batchLimit.commands()).toList())) {
            otherwise.run();
            return;
        }
        List<PendingCommand> batch = take();
        decide(reading, batch, limits.aim(), (report, begun) -> {
            if (report.isGivenBack()) {
                forecast.failed(report);
                putBack(report.undecided());
                otherwise.run();
            } else {
                settled(report, begun);
            }
        });
    }

    private void sendInTurn() {
        if (contention.isMet()) {
            long start = timing.nanos();
            turnAskedNanos = OptionalLong.of(start);
            turns.take()
                    .subscribe()
                    .with(taken -> serial.execute(() -> {
                        turnAskedNanos = OptionalLong.empty();
                        contention.waited(Duration.ofNanos(timing.nanos() - start));
                        forecast.othersWereFirst();
                        readOr(() -> send(take()));
                    }));
        } else {
            send(take());
        }
    }

    private void rest() {
        lateness = cancelled(lateness);
        if (!closed) {
            idleness = timing.after(limits.idle(), () -> serial.execute(this::closeIfIdle));
        }
    }

    private void send(List<PendingCommand> batch) {
        decide(work, batch, patience(batch), (report, begun) -> {
            measure(batch.size(), report, begun.nanos);
            settled(report, begun);
        });
    }

    /** When a batch was begun, and with how many turns of the lane that may be open. */
    private record Begun(long nanos, int ownTurns) {}

    private void decide(Work way, List<PendingCommand> batch, Duration patience, BiConsumer<BatchReport, Begun> then) {
        if (batch.isEmpty()) {
            goOn();
            return;
        }
        Begun begun = new Begun(timing.nanos(), turns.ownOpen());
        Uni.createFrom()
                .deferred(() -> way.decide(batch, patience))
                .subscribe()
                .with(
                        report -> serial.execute(() -> then.accept(report, begun)),
                        failure -> serial.execute(() -> broke(batch, failure)));
    }

    private List<PendingCommand> take() {
        int most = batchLimit.commands();
        List<PendingCommand> batch = new ArrayList<>(Math.min(waiting.size(), most));
        while (batch.size() < most && !waiting.isEmpty()) {
            PendingCommand ticket = waiting.remove();
            if (ticket.deadline().hasPassed()) {
                shed(ticket);
            } else {
                batch.add(ticket);
            }
        }
        return batch;
    }

    /** One alone has all the time there is: it cannot be made smaller. */
    private Duration patience(List<PendingCommand> batch) {
        return batch.size() == 1 ? limits.longest() : batchLimit.patience(limits.longest());
    }

    private void settled(BatchReport report, Begun begun) {
        putBack(report.undecided());
        refuseTooLate();
        contention.after(report, begun.ownTurns);
        forecast.after(report);
        turns.batchTakes(contention.batch());
        turns.metOthers(report.contested() || report.shortfall() == BatchReport.Shortfall.TURN);
        if (report.gone()) {
            close();
        }
        goOn();
    }

    /** Of transactions alone: a read is quicker, and says nothing of what a batch takes that records. */
    private void measure(int commands, BatchReport report, long start) {
        if (report.isLate()) {
            batchLimit.cameToNothing(commands, Duration.ofNanos(timing.nanos() - start));
        } else if (report.shortfall() == BatchReport.Shortfall.ANSWER) {
            batchLimit.wasUnanswered();
        } else if (report.readVersion() > 0) {
            batchLimit.settled(commands - report.undecided().size(), report.took());
        }
    }

    /** To the head, in their order: they have waited longest. */
    private void putBack(List<PendingCommand> undecided) {
        if (refusing) {
            undecided.forEach(ticket -> ticket.fail(UndecidedException.Reason.OVERLOADED));
            return;
        }
        for (int i = undecided.size() - 1; i >= 0; i--) {
            waiting.addFirst(undecided.get(i));
        }
        lateness = cancelled(lateness);
        watchForLateness();
    }

    /** The work answers its tickets in any case. If it fails to, that is a bug, and the tickets are failed here. */
    private void broke(List<PendingCommand> batch, Throwable failure) {
        batch.forEach(ticket -> ticket.fail(UndecidedException.of(UndecidedException.Reason.INTERNAL, failure)));
        goOn();
    }

    private void goOn() {
        turns.end();
        busy = false;
        start();
    }

    /** Whether a command's turn, behind so many, will come after its deadline, as all of the last batches and turns tell. */
    private boolean isTooLate(PendingCommand ticket, int commandsAhead) {
        int batches = commandsAhead / batchLimit.commands();
        Duration ahead = batchLimit
                .leastTimeFor(batches * batchLimit.commands())
                .plus(batches == 0 ? Duration.ZERO : waitsForTurns(batches));
        return ahead.compareTo(ticket.deadline().remaining()) > 0;
    }

    /** What the lane waits at least for a turn before each of so many batches and the next one, the wait that is under way included. */
    private Duration waitsForTurns(int batches) {
        Duration all = contention.leastTurnWait().multipliedBy(batches + 1L);
        return turnAskedNanos.isPresent() ? all.minusNanos(timing.nanos() - turnAskedNanos.getAsLong()) : all;
    }

    /** Refuses those at the end of the queue for whom there is no time. */
    private void refuseTooLate() {
        Deque<PendingCommand> refused = new ArrayDeque<>();
        while (!waiting.isEmpty() && isTooLate(waiting.getLast(), waiting.size() - 1)) {
            refused.addFirst(waiting.removeLast());
        }
        refused.forEach(this::shed);
    }

    /** Where nothing is known of the pace, they come back as in an outage. */
    private void shed(PendingCommand ticket) {
        if (batchLimit.knowsNothing()) {
            ticket.fail(UndecidedException.Reason.OVERLOADED);
            return;
        }
        int batch = batchLimit.commands();
        Duration backlog = timeFor(waiting.size());
        Duration each = timeFor(batch).dividedBy(batch);
        ticket.fail(UndecidedException.overloaded(retries.next(timing.nanos(), backlog, each)));
    }

    /** How long so many commands are expected to take, with the turns of other processes between their batches. */
    private Duration timeFor(int commands) {
        int batches = (commands + batchLimit.commands() - 1) / batchLimit.commands();
        return batchLimit.timeFor(commands).plus(contention.turnWait().multipliedBy(batches));
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
            shed(waiting.remove());
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
