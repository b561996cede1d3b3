package io.muster.audit;

import java.util.Optional;
import java.util.function.BooleanSupplier;

import jakarta.inject.Singleton;

import io.muster.audit.RepairReport.Repaired;
import io.muster.audit.RepairReport.State;
import io.muster.event.Command;
import io.muster.event.plan.Decision;
import io.muster.store.audit.EventPages;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/**
 * Repairs events whose lists or figures violate an invariant: {@link io.muster.event.plan.Repair}. First a dry run; then
 * exactly what it announced, each event through its lane.
 */
@Singleton
public class Repairs {
    private static final Logger LOG = Logger.getLogger(Repairs.class);
    private static final Decision.Cases<State> STATES = new Decision.Cases<>(
            recorded -> State.REPAIRED,
            replayed -> State.REPAIRED,
            unchanged -> State.UNCHANGED,
            refused -> State.STALE);

    private final EventPages events;
    private final EventRepairs lanes;
    private final AuditSettings settings;

    Repairs(EventPages events, EventRepairs lanes, AuditSettings settings) {
        this.events = events;
        this.lanes = lanes;
        this.settings = settings;
    }

    /** The repair would differ from the approved one. Nothing has been done. */
    public static final class StaleException extends RuntimeException {
        StaleException() {
            super("another repair than the one approved", null, false, false);
        }
    }

    /** There was not enough time to compare it with the approved one. Nothing has been done. */
    public static final class TooSlowException extends RuntimeException {
        TooSlowException() {
            super("no time to find out what is to be repaired", null, false, false);
        }
    }

    /**
     * A dry run, until the time is up, or up to {@link AuditSettings#maxRepairs}.
     *
     * @param after the event to continue after; empty for the first
     */
    public Uni<RepairReport> dryRun(Optional<ObjectId> after, BooleanSupplier enough) {
        return scan(new RepairScan(after, Optional.empty(), settings.maxRepairs()), enough)
                .map(plan -> report(plan, true));
    }

    /**
     * Carries out what a dry run announced. Once the time is up no further event is started.
     *
     * @param approved the digest of the dry run
     * @return the report, or a failure with {@link StaleException} or {@link TooSlowException}
     */
    public Uni<RepairReport> carryOut(
            String actor, Optional<ObjectId> after, RepairDigest approved, BooleanSupplier enough) {
        RepairScan range = new RepairScan(after, approved.until(), settings.maxRepairs());
        return scan(range, enough).chain(plan -> {
            if (!range.isDone()) {
                return Uni.createFrom().failure(new TooSlowException());
            }
            return plan.digest().equals(approved)
                    ? carryOut(actor, plan, enough)
                    : Uni.createFrom().failure(new StaleException());
        });
    }

    private Uni<RepairPlan> scan(RepairScan scan, BooleanSupplier enough) {
        return Multi.createBy()
                .repeating()
                .uni(() -> events.after(scan.position())
                        .invoke(page -> scan.take(page, !events.isFull(page)))
                        .replaceWith(true))
                .whilst(done -> !scan.isDone() && !enough.getAsBoolean())
                .collect()
                .last()
                .map(done -> scan.plan());
    }

    private Uni<RepairReport> carryOut(String actor, RepairPlan plan, BooleanSupplier enough) {
        return Multi.createFrom()
                .iterable(plan.events())
                .onItem()
                .transformToUniAndConcatenate(each -> enough.getAsBoolean()
                        ? Uni.createFrom().item(RepairReport.repaired(each, State.NOT_DONE))
                        : repair(actor, each))
                .collect()
                .asList()
                .map(done -> new RepairReport(false, plan.checked(), done, plan.digest(), plan.until()));
    }

    private Uni<Repaired> repair(String actor, RepairPlan.Each each) {
        return lanes.carryOut(each.eventId(), new Command.Repair(actor, each.digest()))
                .map(decision -> decision.fold(STATES))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "repair eventId=%s cause=%s",
                        each.eventId(), failure.getClass().getName()))
                .onFailure()
                .recoverWithItem(State.UNKNOWN)
                .invoke(state -> LOG.infof(
                        "repair eventId=%s removed=%d deduplicated=%d figures=%b state=%s",
                        each.eventId(), each.leaving(), each.standingOnce(), each.figures(), state))
                .map(state -> RepairReport.repaired(each, state));
    }

    private static RepairReport report(RepairPlan plan, boolean dryRun) {
        return new RepairReport(
                dryRun,
                plan.checked(),
                plan.events().stream()
                        .map(each -> RepairReport.repaired(each, State.PLANNED))
                        .toList(),
                plan.digest(),
                plan.until());
    }
}
