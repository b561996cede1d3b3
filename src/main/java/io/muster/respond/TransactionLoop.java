package io.muster.respond;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.reactivestreams.client.ClientSession;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.mutiny.Uni;

/**
 * Runs work in transactions until one is committed: the {@code withTransaction} that the reactive driver lacks. What it
 * does about each error is in {@link TransactionRun}.
 */
@Singleton
final class TransactionLoop {
    private final Supplier<Uni<ClientSession>> sessions;
    private final Permits permits;
    private final Timing timing;
    private final Backoff backoff;
    private final RespondMetrics metrics;
    private final Set<TransactionRun<?>> running = ConcurrentHashMap.newKeySet();

    @Inject
    TransactionLoop(
            ReactiveMongoClient client, Permits permits, Timing timing, Backoff backoff, RespondMetrics metrics) {
        this(client::startSession, permits, timing, backoff, metrics);
    }

    TransactionLoop(
            Supplier<Uni<ClientSession>> sessions,
            Permits permits,
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
     * Runs work until it is committed or the deadline has passed. It runs detached: cancelling the result cancels the
     * waiting and nothing else, and no session or transaction is left open.
     *
     * @param work what to do within the transaction; run again from its start whenever a transaction came to nothing
     * @return the work's result once it is committed with majority; or a failure: {@link NotDone} with
     *     {@code OUTCOME_UNKNOWN} if and only if a commit was sent and its result could not be had by the deadline, with
     *     {@code DATABASE_UNAVAILABLE} or {@code OVERLOADED} if certainly nothing was recorded; any other error of the
     *     work's own as it came, with the transaction aborted
     */
    <T> Uni<T> run(Deadline deadline, Contention contention, Function<ClientSession, Uni<T>> work) {
        return Uni.createFrom().emitter(answer -> {
            TransactionRun<T> run = new TransactionRun<>(this, deadline, contention, work, answer);
            running.add(run);
            run.start();
        });
    }

    /** Gives up on everything that has not come to its commit; a commit on its way is left to its result. */
    void giveUp() {
        running.forEach(TransactionRun::giveUp);
    }

    /** Whether no transaction is open any more, those included that nobody waits for. */
    boolean isIdle() {
        return running.isEmpty();
    }

    void ended(TransactionRun<?> run) {
        running.remove(run);
    }

    Supplier<Uni<ClientSession>> sessions() {
        return sessions;
    }

    Permits permits() {
        return permits;
    }

    Timing timing() {
        return timing;
    }

    Backoff backoff() {
        return backoff;
    }

    RespondMetrics metrics() {
        return metrics;
    }
}
