package io.muster.respond;

import java.time.Duration;
import java.util.function.Function;

import jakarta.inject.Singleton;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.respond.transaction.ConflictWatch;
import io.muster.respond.transaction.Orphans;
import io.muster.respond.transaction.Timing;
import io.muster.respond.transaction.TransactionLoop;
import io.smallrye.mutiny.Uni;

/** Transactions of their own, outside of the lanes: within the time of a batch, repeated at conflicts. */
@Singleton
public final class Transactions {
    /**
     * So long after something was stored, a transaction that has not seen it may still be committed. By default a transaction lives for 60 s; who
     * notes the time in a transaction of its own notes one that is up to as much before its commit.
     */
    public static final Duration SETTLED_AFTER = Duration.ofMinutes(2);

    private final TransactionLoop loop;
    private final Orphans orphans;
    private final Timing timing;
    private final RespondSettings settings;

    Transactions(TransactionLoop loop, Orphans orphans, Timing timing, RespondSettings settings) {
        this.loop = loop;
        this.orphans = orphans;
        this.timing = timing;
        this.settings = settings;
    }

    /** Runs work until it is committed; fails as {@link TransactionLoop#run} does. */
    public <T> Uni<T> run(Function<ClientSession, Uni<T>> work) {
        return loop.run(
                timing.in(settings.batchDeadline()), new ConflictWatch(timing, settings, orphans::endThem), work);
    }
}
