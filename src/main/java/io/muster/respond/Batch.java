package io.muster.respond;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import com.mongodb.MongoException;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Event;
import io.muster.event.Plan;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

import static java.util.Objects.requireNonNull;

/**
 * The commands on one event that are decided, written and committed together; answered when they are. What the database, or
 * the plan, does not take as a whole is halved until only the culprit is left: it alone hears of it.
 */
final class Batch {
    private static final Logger LOG = Logger.getLogger(Batch.class);

    private final ObjectId eventId;
    private final Ledger ledger;
    private final TransactionLoop loop;
    private final Contention contention;
    private final Deadline deadline;
    private final RespondMetrics metrics;
    private final long startNanos;

    Batch(
            ObjectId eventId,
            Ledger ledger,
            TransactionLoop loop,
            Contention contention,
            Deadline deadline,
            RespondMetrics metrics) {
        this.eventId = eventId;
        this.ledger = ledger;
        this.loop = loop;
        this.contention = contention;
        this.deadline = deadline;
        this.metrics = metrics;
        this.startNanos = deadline.timing().nanos();
    }

    /** Decides the tickets, in their order, and answers each; never fails. */
    Uni<BatchReport> settle(List<Ticket> tickets) {
        metrics.batch(tickets.size());
        List<List<Claim>> parts = Claim.partition(tickets);
        Uni<BatchReport> report = settlePart(parts.get(0));
        for (List<Claim> part : parts.subList(1, parts.size())) {
            report = report.chain(first -> settlePart(part).map(first::then));
        }
        return report;
    }

    private Uni<BatchReport> settlePart(List<Claim> claims) {
        AtomicReference<Draft> last = new AtomicReference<>(Draft.NONE);
        return loop.run(deadline, contention, session -> draft(session, claims).invoke(last::set))
                .map(draft -> committed(claims, draft))
                .onFailure()
                .recoverWithUni(failure -> failure instanceof NotDone notDone
                        ? Uni.createFrom().item(notDone(claims, requireNonNull(last.get()), notDone))
                        : split(claims, failure));
    }

    private Uni<Draft> draft(ClientSession session, List<Claim> claims) {
        return ledger.read(session, eventId)
                .chain(found -> found.isEmpty() || found.get().event().deleted()
                        ? Uni.createFrom().item(Draft.NONE)
                        : ledger.known(session, eventId, Claim.repeatableKeys(claims))
                                .map(known -> Draft.of(found.get(), known, claims))
                                .chain(draft -> write(session, draft)));
    }

    /** Writes what is to be recorded. A plan that records nothing writes nothing: it is still committed, so that its refusals are true. */
    private Uni<Draft> write(ClientSession session, Draft draft) {
        Plan plan = draft.plan().orElseThrow();
        return plan.recordsNothing()
                ? Uni.createFrom().item(draft)
                : ledger.write(session, plan).replaceWith(draft);
    }

    private BatchReport committed(List<Claim> claims, Draft draft) {
        if (draft.plan().isEmpty()) {
            claims.forEach(claim -> claim.fail(new Changes.UnknownEvent()));
            return report(0, 0, true);
        }
        Plan plan = draft.plan().get();
        if (!plan.recordsNothing()) {
            contention.progressed();
        }
        Event after = plan.after();
        for (int i = 0; i < claims.size(); i++) {
            claims.get(i).answer(draft.decisions().get(i), after);
        }
        LOG.debugf(
                "event=batch eventId=%s commands=%d recorded=%d version=%d",
                eventId, claims.size(), plan.entries().size(), after.version());
        return report(plan.before().version(), after.version(), after.deleted());
    }

    /** Where the commit's outcome is unknown, it is so for those only who would have been recorded. */
    private BatchReport notDone(List<Claim> claims, Draft draft, NotDone failure) {
        NotDone others = failure.reason() == NotDone.Reason.OUTCOME_UNKNOWN
                ? NotDone.of(NotDone.Reason.DATABASE_UNAVAILABLE, failure)
                : failure;
        for (int i = 0; i < claims.size(); i++) {
            claims.get(i).fail(draft.records(i) ? failure : others);
        }
        return report(0, 0, false);
    }

    private Uni<BatchReport> split(List<Claim> claims, Throwable failure) {
        if (failure instanceof GuardMissed) {
            metrics.guardMissed();
        }
        if (claims.size() == 1) {
            logCulprit(failure);
            claims.get(0).fail(NotDone.of(NotDone.Reason.INTERNAL, failure));
            return Uni.createFrom().item(report(0, 0, false));
        }
        int middle = claims.size() / 2;
        return settlePart(claims.subList(0, middle))
                .chain(first ->
                        settlePart(claims.subList(middle, claims.size())).map(first::then));
    }

    /** By kind and code only: the message may quote what a client sent. */
    private void logCulprit(Throwable failure) {
        int code = failure instanceof MongoException mongo ? mongo.getCode() : 0;
        LOG.errorf(
                "event=command eventId=%s outcome=internal failure=%s code=%d",
                eventId, failure.getClass().getName(), code);
    }

    private BatchReport report(long readVersion, long leftVersion, boolean gone) {
        return new BatchReport(
                readVersion, leftVersion, Duration.ofNanos(deadline.timing().nanos() - startNanos), gone);
    }
}
