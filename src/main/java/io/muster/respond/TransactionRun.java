package io.muster.respond;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.ClientSession;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * One piece of work on its way to a commit: as many transactions as it takes before the deadline.
 *
 * <p>A statement that fails in passing (a conflict, a lost connection) restarts the work after a pause. A commit that fails
 * is sent again, unless the server says that the transaction is gone; the driver then asks for majority. An abort never
 * hides the error that led to it. When the deadline comes, the asker is answered at once, and what is still open is ended
 * behind the asker's back, as soon as the database lets it.
 */
final class TransactionRun<T> {
    /** How long it may take to abort, or to hear of a commit sent at the last moment. */
    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(200);

    /** Where the run is, as far as the answer at the deadline depends on it. */
    private enum Phase {
        /** No commit is on its way: what has not been committed never will be. */
        WORKING,
        COMMITTING,
        /** Answered. */
        OVER
    }

    private final TransactionLoop loop;
    private final Deadline deadline;
    private final Contention contention;
    private final Function<ClientSession, Uni<T>> work;
    private final UniEmitter<? super T> answer;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WORKING);
    private volatile Throwable lastFailure = NotDone.of(NotDone.Reason.OVERLOADED);

    TransactionRun(
            TransactionLoop loop,
            Deadline deadline,
            Contention contention,
            Function<ClientSession, Uni<T>> work,
            UniEmitter<? super T> answer) {
        this.loop = loop;
        this.deadline = deadline;
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

    /** The deadline, or the end of the service, whichever comes first. */
    void giveUp() {
        if (phase.compareAndSet(Phase.WORKING, Phase.OVER)) {
            answer.fail(NotDone.of(NotDone.Reason.OVERLOADED, lastFailure));
        }
    }

    private void expire() {
        Phase reached = phase.getAndSet(Phase.OVER);
        if (reached == Phase.WORKING) {
            answer.fail(Failures.notRecorded(lastFailure));
        } else if (reached == Phase.COMMITTING) {
            answer.fail(NotDone.of(NotDone.Reason.OUTCOME_UNKNOWN, lastFailure));
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
        // From here on, silence until the deadline is the database's.
        lastFailure = NotDone.of(NotDone.Reason.DATABASE_UNAVAILABLE);
        return attempt(0);
    }

    private Uni<T> attempt(int failures) {
        if (phase.get() == Phase.OVER) {
            return Uni.createFrom().failure(lastFailure);
        }
        return loop.sessions()
                .get()
                .chain(session ->
                        Uni.createFrom().deferred(() -> inTransaction(session)).eventually(session::close))
                .onFailure(Failures::isPassing)
                .recoverWithUni(failure -> again(failures, failure));
    }

    private Uni<T> again(int failures, Throwable failure) {
        lastFailure = failure;
        contention.met(failure);
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

    /** The point of no return: from here on a commit may be on its way. */
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
        if (Failures.isCertainlyNotCommitted(failure)) {
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
        Duration left = deadline.remaining();
        Duration timeout = left.compareTo(LEAST_TIMEOUT) < 0 ? LEAST_TIMEOUT : left;
        return TransactionOptions.builder()
                .readConcern(ReadConcern.SNAPSHOT)
                .readPreference(ReadPreference.primary())
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }
}
