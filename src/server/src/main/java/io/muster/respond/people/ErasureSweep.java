package io.muster.respond.people;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;

import io.muster.store.AtIntervals;
import io.muster.store.DatabaseClock;
import io.muster.store.erasure.Erasures;
import io.muster.store.lease.OneAtATime;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/** Does the jobs that erase people, also those that a process that has died since has begun: at intervals, each in one process at a time. */
@Singleton
public class ErasureSweep {
    private static final Logger LOG = Logger.getLogger(ErasureSweep.class);
    private static final Duration PAUSE = Duration.ofSeconds(15);

    /** How long a finished job can be asked for. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final int MOST_AT_ONCE = 100;

    private final Erasures erasures;
    private final Erasing erasing;
    private final DatabaseClock clock;
    private volatile Cancellable ticking = () -> {};

    ErasureSweep(Erasures erasures, Erasing erasing, DatabaseClock clock) {
        this.erasures = erasures;
        this.erasing = erasing;
        this.clock = clock;
    }

    /** After everything that can end the start. */
    void start(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent event) {
        ticking = AtIntervals.run(PAUSE, PAUSE, this::once);
    }

    void stop(@Observes Shutdown event) {
        ticking.cancel();
    }

    /** Begins at once with a job that has just been made; what becomes of it nobody waits for. */
    public void begin(ObjectId job) {
        one(erasing, job).subscribe().with(done -> {});
    }

    /** Goes on with all that is not finished. Never fails. */
    Uni<Void> once() {
        return once(erasing, Duration.ZERO);
    }

    /** @param early so long before their time jobs are tried again */
    Uni<Void> once(Erasing by, Duration early) {
        return clock.now()
                .chain(now -> erasures.dropFinishedBefore(now.minus(KEPT))
                        .chain(() -> erasures.unfinished(now.plus(early), MOST_AT_ONCE)))
                .onItem()
                .transformToMulti(found -> Multi.createFrom().iterable(found))
                .onItem()
                .transformToUniAndConcatenate(job -> one(by, job))
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "erasures not swept cause=%s", failure.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    /** What cannot be done now does not hold up the others. */
    private static Uni<Boolean> one(Erasing erasing, ObjectId job) {
        return erasing.goOn(job)
                .onFailure(OneAtATime.BusyException.class)
                .recoverWithItem(false)
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "erasure not finished yet job=%s cause=%s",
                        job, failure.getClass().getName()))
                .onFailure()
                .recoverWithItem(false);
    }
}
