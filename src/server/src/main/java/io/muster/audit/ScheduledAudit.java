package io.muster.audit;

import java.time.Duration;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;

import io.muster.store.AtIntervals;
import io.muster.store.lease.Lease;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jboss.logging.Logger;

/**
 * Audits the whole database at intervals, in one of the processes: {@link AuditSettings#every}. Findings are counted
 * and logged in one line. Each process checks more often than that whether an audit is due, so that an audit that died
 * or ended early is repeated within minutes.
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

    /** After everything that can end the start. */
    void start(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent event) {
        if (every.isZero() || every.isNegative()) {
            return;
        }
        ticking = AtIntervals.run(atMostEvery(FIRST_LOOK), atMostEvery(LOOK), this::due);
    }

    private Duration atMostEvery(Duration pause) {
        return pause.compareTo(every) < 0 ? pause : every;
    }

    void stop(@Observes Shutdown event) {
        ticking.cancel();
    }

    /** Runs an audit if one is due and no process runs it; returns whether it did. Never fails. */
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

    /** The next one is due after the interval, however long this one took; one that ended early is repeated soon. */
    private Uni<Boolean> rest(AuditReport report) {
        return report.next().isEmpty() ? lease.leave(LEASE, every) : lease.hold(LEASE, atMostEvery(LOOK));
    }

    private static void log(AuditReport report, long tookMs) {
        boolean sound =
                report.next().isEmpty() && report.counts().values().stream().allMatch(count -> count == 0);
        LOG.logf(
                sound ? Logger.Level.INFO : Logger.Level.WARN,
                "audit checked=%d overflow=%d duplicate=%d stats=%d journal=%d promotion=%d overlap=%d tookMs=%d",
                report.checked(),
                report.count(InvariantViolation.Kind.OVERFLOW),
                report.count(InvariantViolation.Kind.DUPLICATE),
                report.count(InvariantViolation.Kind.STATS),
                report.count(InvariantViolation.Kind.JOURNAL),
                report.count(InvariantViolation.Kind.PROMOTION),
                report.count(InvariantViolation.Kind.OVERLAP),
                tookMs);
    }
}
