package io.muster.respond.people;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;

import io.muster.store.AtIntervals;
import io.muster.store.lease.OneAtATime;
import io.muster.store.people.Joins;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;

/** Finishes what {@link Rekeying} has begun, also in a process that has died since: at intervals, one process at a time. */
@Singleton
public class RekeySweep {
    static final String TASK = "rekeying";

    private static final Logger LOG = Logger.getLogger(RekeySweep.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST_AT_ONCE = 200;

    private final Joins joins;
    private final Rekeying rekeying;
    private final OneAtATime tasks;
    private volatile Cancellable ticking = () -> {};

    RekeySweep(Joins joins, Rekeying rekeying, OneAtATime tasks) {
        this.joins = joins;
        this.rekeying = rekeying;
        this.tasks = tasks;
    }

    /** After everything that can end the start. */
    void start(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent event) {
        ticking = AtIntervals.run(PAUSE, PAUSE, this::once);
    }

    void stop(@Observes Shutdown event) {
        ticking.cancel();
    }

    /** Goes on with all that is not finished. Never fails. */
    Uni<Void> once() {
        return tasks.run(TASK, this::all)
                .onFailure(OneAtATime.BusyException.class)
                .recoverWithNull()
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "rekeying not swept cause=%s", failure.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> all() {
        return joins.unfinished(MOST_AT_ONCE)
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(this::one)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** What cannot be done now does not hold up the others. */
    private Uni<Boolean> one(Joins.Joined joined) {
        return rekeying.of(joined)
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "member not rekeyed memberId=%s cause=%s",
                        joined.member().id(), failure.getClass().getName()))
                .onFailure()
                .recoverWithItem(false);
    }
}
