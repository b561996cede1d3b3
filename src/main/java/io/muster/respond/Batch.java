package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import com.mongodb.MongoException;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Event;
import io.muster.event.Plan;
import io.muster.event.Request;
import io.muster.identity.Caller;
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
    private int tries;
    private long lastTryNanos;

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
    }

    /** Decides the tickets, in their order, and answers each; never fails. */
    Uni<BatchReport> settle(List<Ticket> tickets) {
        metrics.batch(tickets.size());
        tickets.forEach(ticket -> ticket.inBatchOf(tickets.size()));
        return settlePart(tickets);
    }

    private Uni<BatchReport> settlePart(List<Ticket> tickets) {
        AtomicReference<Draft> last = new AtomicReference<>(Draft.NONE);
        tries = 0;
        return loop.run(deadline, contention, session -> draft(session, tickets).invoke(last::set))
                .map(draft -> committed(tickets, draft))
                .onFailure()
                .recoverWithUni(failure -> failure instanceof NotDone notDone
                        ? Uni.createFrom().item(notDone(tickets, requireNonNull(last.get()), notDone))
                        : split(tickets, failure));
    }

    private Uni<Draft> draft(ClientSession session, List<Ticket> tickets) {
        tries++;
        lastTryNanos = deadline.timing().nanos();
        return ledger.read(session, eventId)
                .chain(found -> found.isEmpty() || found.get().event().deleted()
                        ? Uni.createFrom().item(Draft.NONE)
                        : ledger.known(session, eventId, repeatableKeys(tickets))
                                .map(known -> Draft.of(found.get(), known, tickets))
                                .chain(draft -> write(session, draft, tickets)));
    }

    private static List<String> repeatableKeys(List<Ticket> tickets) {
        return tickets.stream()
                .map(Ticket::request)
                .filter(Request::repeatable)
                .map(Request::key)
                .distinct()
                .toList();
    }

    /** Writes what is to be recorded. A plan that records nothing writes nothing: it is still committed, so that its refusals are true. */
    private Uni<Draft> write(ClientSession session, Draft draft, List<Ticket> tickets) {
        Plan plan = draft.plan().orElseThrow();
        return plan.recordsNothing()
                ? Uni.createFrom().item(draft)
                : Uni.combine()
                        .all()
                        .unis(ledger.write(session, plan), ledger.remember(recorded(draft, tickets)))
                        .discardItems()
                        .replaceWith(draft);
    }

    private static List<Caller> recorded(Draft draft, List<Ticket> tickets) {
        List<Caller> people = new ArrayList<>();
        for (int i = 0; i < tickets.size(); i++) {
            if (draft.isRecording(i)) {
                tickets.get(i).request().command().person().ifPresent(people::add);
            }
        }
        return people;
    }

    private BatchReport committed(List<Ticket> tickets, Draft draft) {
        if (draft.plan().isEmpty()) {
            tickets.forEach(ticket -> ticket.fail(new Changes.UnknownEvent()));
            return BatchReport.GONE;
        }
        Plan plan = draft.plan().get();
        if (!plan.recordsNothing()) {
            contention.progressed();
        }
        Event after = plan.after();
        for (int i = 0; i < tickets.size(); i++) {
            tickets.get(i).answer(new Outcome(draft.decisions().get(i), after));
        }
        LOG.debugf(
                "event=batch eventId=%s commands=%d recorded=%d version=%d",
                eventId, tickets.size(), plan.entries().size(), after.version());
        Duration took = Duration.ofNanos(deadline.timing().nanos() - lastTryNanos);
        return new BatchReport(plan.before().version(), after.version(), took, tries > 1, after.deleted());
    }

    /** Where the commit's outcome is unknown, it is so for those only who would have been recorded. */
    private BatchReport notDone(List<Ticket> tickets, Draft draft, NotDone failure) {
        NotDone others = failure.reason() == NotDone.Reason.OUTCOME_UNKNOWN
                ? NotDone.of(NotDone.Reason.DATABASE_UNAVAILABLE, failure)
                : failure;
        for (int i = 0; i < tickets.size(); i++) {
            tickets.get(i).fail(draft.isRecording(i) ? failure : others);
        }
        return BatchReport.NOTHING;
    }

    private Uni<BatchReport> split(List<Ticket> tickets, Throwable failure) {
        if (failure instanceof GuardMissed) {
            metrics.guardMissed();
        }
        if (tickets.size() == 1) {
            logCulprit(failure);
            tickets.get(0).fail(NotDone.of(NotDone.Reason.INTERNAL, failure));
            return Uni.createFrom().item(BatchReport.NOTHING);
        }
        int middle = tickets.size() / 2;
        return settlePart(tickets.subList(0, middle))
                .chain(first ->
                        settlePart(tickets.subList(middle, tickets.size())).map(first::then));
    }

    /** By kind and code only: the message may quote what a client sent. */
    private void logCulprit(Throwable failure) {
        int code = failure instanceof MongoException mongo ? mongo.getCode() : 0;
        LOG.errorf(
                "event=command eventId=%s outcome=internal failure=%s code=%d",
                eventId, failure.getClass().getName(), code);
    }
}
