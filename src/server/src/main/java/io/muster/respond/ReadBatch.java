package io.muster.respond;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.plan.Facts;
import io.muster.respond.transaction.Timing;
import io.muster.respond.transaction.TransactionLoop;
import io.muster.store.write.Ledger;
import io.muster.store.write.Snapshot;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/**
 * The commands on one event that are answered from a read, without a transaction, if none of them changes anything. Such a batch
 * conflicts with nobody and takes no turn. It is as true as a transaction that records nothing (docs/design.md#refusals-are-true).
 *
 * <p>That holds of what rests on the event alone. Facts of people are read after it, and both may have changed in between: a refusal for a
 * missing qualification could then rest on two things of which one was not there yet when the other was gone already. So commands that need
 * facts are given back, and are decided in a transaction, whose snapshot has both. So it is with places in other events: whoever would get a
 * place is not refused it here, but gets it as far as this is concerned, and the commands are given back.
 */
final class ReadBatch {
    private static final Logger LOG = Logger.getLogger(ReadBatch.class);

    private final ObjectId eventId;
    private final Ledger ledger;
    private final TransactionLoop loop;
    private final Duration patience;
    private final RespondMetrics metrics;

    /**
     * A batch that has not begun.
     *
     * @param patience the time for all it reads
     */
    ReadBatch(ObjectId eventId, Ledger ledger, TransactionLoop loop, Duration patience, RespondMetrics metrics) {
        this.eventId = eventId;
        this.ledger = ledger;
        this.loop = loop;
        this.patience = patience;
        this.metrics = metrics;
    }

    /** Answers all, or gives all back: where one of them changes something, or the read fails. Never fails. */
    Uni<BatchReport> settle(List<PendingCommand> tickets) {
        Timing timing = loop.timing();
        long start = timing.nanos();
        Uni<BatchPlan> read = loop.read(session -> read(session, tickets));
        Uni<BatchPlan> silence =
                timing.pause(patience).chain(() -> Uni.createFrom().failure(new TimeoutException()));
        return Uni.combine()
                .any()
                .of(read, silence)
                .map(Optional::of)
                .onFailure()
                .invoke(failure -> LOG.debugf(failure, "event=batch_read eventId=%s outcome=failed", eventId))
                .onFailure()
                .recoverWithItem(Optional.empty())
                .map(plan -> report(tickets, plan, Duration.ofNanos(timing.nanos() - start)));
    }

    private BatchReport report(List<PendingCommand> tickets, Optional<BatchPlan> read, Duration took) {
        if (read.isEmpty()) {
            return BatchReport.givenBack(BatchReport.Shortfall.ANSWER, List.copyOf(tickets));
        }
        BatchPlan plan = read.get();
        return plan.recordsNothing()
                ? settled(tickets, plan, took)
                : BatchReport.givenBack(List.copyOf(tickets), plan.leftByNoChange());
    }

    /** The event first: what is in it that the batch's keys have done is in the journal by then. */
    private Uni<BatchPlan> read(ClientSession session, List<PendingCommand> tickets) {
        return ledger.latest(session, eventId, patience)
                .chain(found -> found.filter(event -> !needsFacts(event, tickets))
                        .map(event ->
                                BatchPlan.read(ledger, session, event, tickets, Planning::planWithoutLookingElsewhere))
                        .orElseGet(() -> Uni.createFrom().item(BatchPlan.NONE)))
                // An outcome is not told with an event that does not have it yet.
                .map(plan -> plan.isAheadOfEvent() ? BatchPlan.NONE : plan);
    }

    private static boolean needsFacts(Snapshot found, List<PendingCommand> tickets) {
        List<KeyedCommand> requests =
                tickets.stream().map(PendingCommand::request).toList();
        return !Facts.peopleOf(found.event(), requests, found.judgesPeople()).isEmpty();
    }

    private BatchReport settled(List<PendingCommand> tickets, BatchPlan plan, Duration took) {
        metrics.batch(tickets.size());
        tickets.forEach(ticket -> ticket.inBatchOf(tickets.size()));
        plan.answer(tickets);
        Event event = plan.plan().orElseThrow().after();
        LOG.debugf("event=batch_read eventId=%s commands=%d version=%d", eventId, tickets.size(), event.version());
        return new BatchReport(
                event.version(),
                event.version(),
                took,
                false,
                event.deleted(),
                BatchReport.Shortfall.NONE,
                plan.leftByNoChange(),
                List.of(),
                plan.openTurns());
    }
}
