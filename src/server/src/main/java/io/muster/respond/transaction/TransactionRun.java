package io.muster.respond.transaction;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.respond.UndecidedException;
import io.muster.store.DatabaseFailure;
import io.muster.store.OnContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * One run of the loop: as many transactions as it takes to commit the work before the deadline.
 *
 * <p>A transient failure of a statement (a conflict, a lost connection) restarts the work after a pause. A failed
 * commit is sent again, unless the server says that the transaction is gone; the driver then asks for majority. An
 * abort never hides the error that led to it. At the deadline the caller is answered at once, and what is still open is
 * ended in the background. Before its commit, a run has less time: its patience, from its permit on.
 */
final class TransactionRun<T> {
    /** The time limit of an abort, or of a commit that was sent at the last moment. */
    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(200);

    /** The state of the run, as far as the answer at the deadline depends on it. */
    private enum Phase {
        /** No commit has been sent: what is not committed never will be. */
        WORKING,
        COMMITTING,
        /** Answered. */
        OVER
    }

    private final TransactionLoop loop;
    private final Duration patience;
    private final Deadline deadline;
    private final ConflictWatch contention;
    private final Function<ClientSession, Uni<T>> work;
    private final UniEmitter<? super T> answer;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WORKING);
    private volatile Deadline workUntil;
    private volatile boolean begun;
    private volatile Throwable lastFailure = UndecidedException.of(UndecidedException.Reason.OVERLOADED);

    TransactionRun(
            TransactionLoop loop,
            Duration patience,
            Deadline deadline,
            ConflictWatch contention,
            Function<ClientSession, Uni<T>> work,
            UniEmitter<? super T> answer) {
        this.loop = loop;
        this.patience = patience;
        this.deadline = deadline;
        this.workUntil = deadline;
        this.contention = contention;
        this.work = work;
        this.answer = answer;
    }

    void start() {
        Timing.Alarm alarm = loop.timing().after(deadline.remaining(), this::expire);
        loop.permits()
                .acquire()
                .chain(permit -> firstAttempt().eventually(permit::release))
                .eventually(() -> loop.ended(this))
                .eventually(alarm::cancel)
                .subscribe()
                .with(this::succeeded, this::failed);
    }

    /** Called at the deadline or at the end of the service, whichever comes first. */
    void giveUp() {
        if (phase.compareAndSet(Phase.WORKING, Phase.OVER)) {
            answer.fail(UndecidedException.of(UndecidedException.Reason.OVERLOADED, lastFailure));
        }
    }

    /** A database that was lost is not slow: it has until the deadline to come back. */
    private void becomeImpatient() {
        if (DatabaseFailure.of(lastFailure) == DatabaseFailure.UNREACHABLE
                && !DatabaseFailure.isOutOfTime(lastFailure)) {
            workUntil = deadline;
        } else {
            loseItsPatience();
        }
    }

    private void loseItsPatience() {
        if (phase.compareAndSet(Phase.WORKING, Phase.OVER)) {
            UndecidedException failure = UndecidedException.ofNothingRecorded(lastFailure);
            answer.fail(begun ? failure.forLackOfTime() : failure.forLackOfAPermit());
        }
    }

    private void expire() {
        loseItsPatience();
        if (phase.getAndSet(Phase.OVER) == Phase.COMMITTING) {
            answer.fail(UndecidedException.of(UndecidedException.Reason.OUTCOME_UNKNOWN, lastFailure)
                    .forLackOfTime());
        }
    }

    private void succeeded(T result) {
        if (phase.getAndSet(Phase.OVER) != Phase.OVER) {
            answer.complete(result);
        }
    }

    private void failed(Throwable failure) {
        if (phase.getAndSet(Phase.OVER) != Phase.OVER) {
            answer.fail(failure);
        }
    }

    private Uni<T> firstAttempt() {
        // From here on, the database is the cause if there is no answer until the deadline.
        lastFailure = UndecidedException.of(UndecidedException.Reason.DATABASE_UNAVAILABLE);
        Deadline own = loop.timing().in(patience);
        workUntil = own.remaining().compareTo(deadline.remaining()) < 0 ? own : deadline;
        begun = true;
        Timing.Alarm impatience = loop.timing().after(workUntil.remaining(), this::becomeImpatient);
        return attempt(0).eventually(impatience::cancel);
    }

    private Uni<T> attempt(int failures) {
        if (phase.get() == Phase.OVER) {
            return Uni.createFrom().failure(lastFailure);
        }
        return loop.sessions()
                .get()
                .chain(session ->
                        Uni.createFrom().deferred(() -> inTransaction(session)).eventually(session::close))
                .onFailure(TransactionRun::isWorthAnotherTry)
                .recoverWithUni(failure -> again(failures, failure));
    }

    private static boolean isWorthAnotherTry(Throwable failure) {
        return DatabaseFailure.of(failure).onWrite() == DatabaseFailure.OnWrite.RETRY;
    }

    private Uni<T> again(int failures, Throwable failure) {
        lastFailure = failure;
        contention.met(failure);
        if (workUntil.hasPassed()) {
            // Also of a commit that has certainly failed, and was waited for longer.
            becomeImpatient();
        } else if (contention.givesWayAfter(failures + 1, failure)) {
            loseItsPatience();
        }
        if (phase.get() == Phase.OVER) {
            return Uni.createFrom().failure(failure);
        }
        loop.metrics().transactionRetried();
        return loop.timing().pause(loop.backoff().after(failures)).chain(() -> attempt(failures + 1));
    }

    private Uni<T> inTransaction(ClientSession session) {
        session.startTransaction(options());
        loop.metrics().transactionBegun();
        return Uni.createFrom()
                .deferred(() -> work.apply(session))
                .chain(this::unlessOver)
                .onFailure()
                .recoverWithUni(first -> abort(session, first))
                .chain(result -> commit(session, 0).replaceWith(result));
    }

    /** The point of no return: from here on a commit may have been sent. */
    private Uni<T> unlessOver(T result) {
        return phase.compareAndSet(Phase.WORKING, Phase.COMMITTING)
                ? Uni.createFrom().item(result)
                : Uni.createFrom().failure(lastFailure);
    }

    private Uni<T> abort(ClientSession session, Throwable first) {
        loop.metrics().transactionAborted();
        return Uni.createFrom()
                .deferred(() -> OnContext.uni(session.abortTransaction()))
                .onItemOrFailure()
                .transformToUni((done, second) -> Uni.createFrom().failure(first));
    }

    private Uni<Void> commit(ClientSession session, int failures) {
        return Uni.createFrom()
                .deferred(() -> OnContext.uni(session.commitTransaction()))
                .invoke(loop.metrics()::transactionCommitted)
                .onFailure()
                .recoverWithUni(failure -> afterFailedCommit(session, failures, failure));
    }

    private Uni<Void> afterFailedCommit(ClientSession session, int failures, Throwable failure) {
        lastFailure = failure;
        if (DatabaseFailure.isCertainlyNotCommitted(failure)) {
            loop.metrics().transactionAborted();
            phase.compareAndSet(Phase.COMMITTING, Phase.WORKING);
            return Uni.createFrom().failure(failure);
        }
        if (phase.get() == Phase.OVER) {
            return Uni.createFrom().failure(failure);
        }
        return loop.timing().pause(loop.backoff().after(failures)).chain(() -> commit(session, failures + 1));
    }

    private TransactionOptions options() {
        // Of each statement; the commit's begins anew.
        Duration left = workUntil.remaining();
        Duration timeout = left.compareTo(LEAST_TIMEOUT) < 0 ? LEAST_TIMEOUT : left;
        return TransactionOptions.builder()
                .readConcern(ReadConcern.SNAPSHOT)
                .readPreference(ReadPreference.primary())
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }
}
