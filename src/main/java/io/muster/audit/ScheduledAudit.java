package io.muster.audit;

import java.time.Duration;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;

/**
 * Audits the whole database now and then, in one process of all: {@link AuditSettings#every}. What it finds is counted and
 * said in one line.
 */
@Singleton
public class ScheduledAudit {
    static final String LEASE = "audit";
    private static final Logger LOG = Logger.getLogger(ScheduledAudit.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    /** The lease runs out a little before the same process asks again. */
    private static final int LEASE_PERCENT = 90;

    private static final int KEPT_TIMES = 3;
    private static final long NANOS_PER_MS = 1_000_000;

    private final Audit audit;
    private final OneAtATime oneAtATime;
    private final Lease lease;
    private final Duration every;
    private volatile Cancellable ticking = () -> {};

    ScheduledAudit(Audit audit, OneAtATime oneAtATime, Lease lease, AuditSettings settings) {
        this.audit = audit;
        this.oneAtATime = oneAtATime;
        this.lease = lease;
        this.every = settings.every();
    }

    void start(@Observes StartupEvent event) {
        if (every.isZero() || every.isNegative()) {
            return;
        }
        ticking = Multi.createFrom()
                .ticks()
                .startingAfter(FIRST.compareTo(every) < 0 ? FIRST : every)
                .every(every)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> due())
                .subscribe()
                .with(done -> {});
    }

    void stop(@Observes Shutdown event) {
        ticking.cancel();
    }

    /** Audits if no process has just done so and nothing is going on here; returns whether it did. Never fails. */
    Uni<Boolean> due() {
        return oneAtATime
                .run(() -> lease.take(LEASE, lease())
                        .chain(taken -> taken ? audit() : Uni.createFrom().item(false)))
                .onFailure(OneAtATime.BusyException.class)
                .recoverWithItem(false)
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("audit not done cause=%s", failure.getClass().getName()))
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<Boolean> audit() {
        long start = System.nanoTime();
        Cancellable keeping = keep();
        return audit.whole()
                .onTermination()
                .invoke(keeping::cancel)
                .invoke(report -> log(report, (System.nanoTime() - start) / NANOS_PER_MS))
                .replaceWith(true);
    }

    /** An audit may take longer than the lease. */
    private Cancellable keep() {
        return Multi.createFrom()
                .ticks()
                .every(lease().dividedBy(KEPT_TIMES))
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(
                        tick -> lease.keep(LEASE, lease()).onFailure().recoverWithItem(false))
                .subscribe()
                .with(kept -> {});
    }

    private Duration lease() {
        return every.multipliedBy(LEASE_PERCENT).dividedBy(100);
    }

    private static void log(AuditReport report, long tookMs) {
        boolean sound = report.counts().values().stream().allMatch(count -> count == 0);
        LOG.logf(
                sound ? Logger.Level.INFO : Logger.Level.WARN,
                "audit checked=%d overflow=%d duplicate=%d stats=%d journal=%d tookMs=%d",
                report.checked(),
                report.count(Violation.Kind.OVERFLOW),
                report.count(Violation.Kind.DUPLICATE),
                report.count(Violation.Kind.STATS),
                report.count(Violation.Kind.JOURNAL),
                tookMs);
    }
}
