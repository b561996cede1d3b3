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
 * said in one line. Each process looks more often than that whether it is time: an audit that died or ended early is made
 * again in minutes.
 */
@Singleton
public class ScheduledAudit {
    static final String LEASE = "audit";
    private static final Logger LOG = Logger.getLogger(ScheduledAudit.class);
    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMinutes(5);
    private static final long NANOS_PER_MS = 1_000_000;

    private final Audit audit;
    private final Lease lease;
    private final Duration every;
    private volatile Cancellable ticking = () -> {};

    ScheduledAudit(Audit audit, Lease lease, AuditSettings settings) {
        this.audit = audit;
        this.lease = lease;
        this.every = settings.every();
    }

    void start(@Observes StartupEvent event) {
        if (every.isZero() || every.isNegative()) {
            return;
        }
        ticking = Multi.createFrom()
                .ticks()
                .startingAfter(atMostEvery(FIRST_LOOK))
                .every(atMostEvery(LOOK))
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> due())
                .subscribe()
                .with(done -> {});
    }

    private Duration atMostEvery(Duration pause) {
        return pause.compareTo(every) < 0 ? pause : every;
    }

    void stop(@Observes Shutdown event) {
        ticking.cancel();
    }

    /** Audits if it is time and no process does so; returns whether it did. Never fails. */
    Uni<Boolean> due() {
        return lease.take(LEASE)
                .chain(taken -> taken ? audit() : Uni.createFrom().item(false))
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("audit not done cause=%s", failure.getClass().getName()))
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<Boolean> audit() {
        long start = System.nanoTime();
        return lease.held(LEASE, audit.whole())
                .invoke(report -> log(report, (System.nanoTime() - start) / NANOS_PER_MS))
                .call(this::rest)
                .replaceWith(true);
    }

    /** The next one comes in its time, however long this one took; one that ended early is made again soon. */
    private Uni<Boolean> rest(AuditReport report) {
        return report.next().isEmpty() ? lease.leave(LEASE, every) : lease.hold(LEASE, atMostEvery(LOOK));
    }

    private static void log(AuditReport report, long tookMs) {
        boolean sound =
                report.next().isEmpty() && report.counts().values().stream().allMatch(count -> count == 0);
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
