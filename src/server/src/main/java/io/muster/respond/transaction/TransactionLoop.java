package io.muster.respond.transaction;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.respond.RespondMetrics;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.mutiny.Uni;

/**
 * Runs work in transactions until one is committed: the {@code withTransaction} that the reactive driver lacks. {@link
 * TransactionRun} says what happens after each error.
 */
@Singleton
public final class TransactionLoop {
    private final Supplier<Uni<ClientSession>> sessions;
    private final TransactionPermits permits;
    private final Timing timing;
    private final Backoff backoff;
    private final RespondMetrics metrics;
    private final Set<TransactionRun<?>> running = ConcurrentHashMap.newKeySet();

    @Inject
    public TransactionLoop(
            ReactiveMongoClient client,
            TransactionPermits permits,
            Timing timing,
            Backoff backoff,
            RespondMetrics metrics) {
        this(client::startSession, permits, timing, backoff, metrics);
    }

    public TransactionLoop(
            Supplier<Uni<ClientSession>> sessions,
            TransactionPermits permits,
            Timing timing,
            Backoff backoff,
            RespondMetrics metrics) {
        this.sessions = sessions;
        this.permits = permits;
        this.timing = timing;
        this.backoff = backoff;
        this.metrics = metrics;
    }

    /**
     * Runs work until it is committed or the deadline has passed. It runs detached: cancelling the result cancels only
     * the waiting, and no session or transaction stays open.
     *
     * @param work the work within a transaction; run again from its start after each failed transaction
     * @return the work's result once it is committed with majority; or a failure: {@link io.muster.respond.UndecidedException}
     *     with {@code OUTCOME_UNKNOWN} if and only if a commit was sent and its result is not known by the deadline, with {@code
     *     DATABASE_UNAVAILABLE} or {@code OVERLOADED} if certainly nothing was recorded; any other error of the work
     *     itself, with the transaction aborted
     */
    public <T> Uni<T> run(Deadline deadline, ConflictWatch contention, Function<ClientSession, Uni<T>> work) {
        return run(deadline.remaining(), deadline, contention, work);
    }

    /**
     * The same, with less time for the work than for its commit.
     *
     * @param patience the time for the work, from its permit on; without a commit by then, certainly nothing was recorded
     * @param deadline until when a permit, or the answer to a commit that was sent, is waited for
     */
    public <T> Uni<T> run(
            Duration patience, Deadline deadline, ConflictWatch contention, Function<ClientSession, Uni<T>> work) {
        return Uni.createFrom().emitter(answer -> {
            TransactionRun<T> run = new TransactionRun<>(this, patience, deadline, contention, work, answer);
            running.add(run);
            run.start();
        });
    }

    /**
     * Reads outside of any transaction, in a session of its own and with a permit, so that no open transaction waits for the
     * connection. It runs detached: cancelling the result cancels only the waiting.
     */
    public <T> Uni<T> read(Function<ClientSession, Uni<T>> reads) {
        return Uni.createFrom()
                .emitter(answer -> permits.acquire()
                        .chain(permit -> inSession(reads).eventually(permit::release))
                        .subscribe()
                        .with(answer::complete, answer::fail));
    }

    private <T> Uni<T> inSession(Function<ClientSession, Uni<T>> reads) {
        return sessions.get()
                .chain(session ->
                        Uni.createFrom().deferred(() -> reads.apply(session)).eventually(session::close));
    }

    /** Aborts everything that has not reached its commit; a commit that has been sent is left to its result. */
    public void giveUp() {
        running.forEach(TransactionRun::giveUp);
    }

    /** Whether no transaction is open any more, those included that nobody waits for. */
    public boolean isIdle() {
        return running.isEmpty();
    }

    void ended(TransactionRun<?> run) {
        running.remove(run);
    }

    public Supplier<Uni<ClientSession>> sessions() {
        return sessions;
    }

    TransactionPermits permits() {
        return permits;
    }

    public Timing timing() {
        return timing;
    }

    public Backoff backoff() {
        return backoff;
    }

    public RespondMetrics metrics() {
        return metrics;
    }
}
