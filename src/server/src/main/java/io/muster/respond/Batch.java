package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Event;
import io.muster.event.plan.Plan;
import io.muster.identity.Caller;
import io.muster.respond.transaction.ConflictWatch;
import io.muster.respond.transaction.Deadline;
import io.muster.respond.transaction.TransactionLoop;
import io.muster.respond.transaction.TransactionTooLargeException;
import io.muster.store.DatabaseFailure;
import io.muster.store.write.GuardMissedException;
import io.muster.store.write.Ledger;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

import static java.util.Objects.requireNonNull;

/**
 * The commands on one event that are decided, written and committed together, and answered afterwards. A batch that
 * fails as a whole is halved until only the culprit is left, which alone receives the error.
 */
final class Batch {
    private static final Logger LOG = Logger.getLogger(Batch.class);

    /** A command that makes more lines is a batch of its own. */
    private static final int MOST_LINES_AMONG_OTHERS = 100;

    /** A batch of several that has met others at the fences so often is halved. */
    private static final int MOST_MEETINGS = 2;

    private final ObjectId eventId;
    private final Ledger ledger;
    private final TransactionLoop loop;
    private final ConflictWatch contention;
    private final Duration patience;
    private final Deadline deadline;
    private final RespondMetrics metrics;
    private int tries;
    private int meetings;
    private boolean answered;
    private long lastTryNanos;

    /**
     * A batch that has not begun.
     *
     * @param patience the time for the work before its commit; then it gives its commands back
     * @param deadline until when its commit may be answered
     */
    Batch(
            ObjectId eventId,
            Ledger ledger,
            TransactionLoop loop,
            ConflictWatch contention,
            Duration patience,
            Deadline deadline,
            RespondMetrics metrics) {
        this.eventId = eventId;
        this.ledger = ledger;
        this.loop = loop;
        this.contention = contention;
        this.patience = patience;
        this.deadline = deadline;
        this.metrics = metrics;
    }

    /** Decides the tickets in their order and answers each, except for those in the report; never fails. */
    Uni<BatchReport> settle(List<PendingCommand> tickets) {
        metrics.batch(tickets.size());
        tickets.forEach(ticket -> ticket.inBatchOf(tickets.size()));
        return settlePart(tickets).map(part -> conclude(tickets, part));
    }

    /** Settles all that can be: of a part that was refused alike throughout, nobody has been answered yet. */
    private Uni<BatchPart> settlePart(List<PendingCommand> tickets) {
        return attempt(tickets)
                .chain(part -> part.refusal()
                        .map(refusal -> split(tickets, refusal))
                        .orElseGet(() -> Uni.createFrom().item(part)));
    }

    /** One transaction for all of them. */
    private Uni<BatchPart> attempt(List<PendingCommand> tickets) {
        AtomicReference<BatchPlan> last = new AtomicReference<>(BatchPlan.NONE);
        AtomicReference<Uni<Void>> names =
                new AtomicReference<>(Uni.createFrom().voidItem());
        tries = 0;
        meetings = 0;
        answered = false;
        return loop.run(
                        patience,
                        deadline,
                        contention,
                        session -> draft(session, tickets, names::set).invoke(last::set))
                .map(draft -> BatchPart.settled(committed(tickets, draft, requireNonNull(names.get()))))
                .onFailure()
                .recoverWithItem(failure -> ended(tickets, requireNonNull(last.get()), failure));
    }

    private Uni<BatchPlan> draft(ClientSession session, List<PendingCommand> tickets, Consumer<Uni<Void>> names) {
        tries++;
        lastTryNanos = deadline.timing().nanos();
        return ledger.read(session, eventId)
                .invoke(found -> answered = true)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(BatchPlan.NONE)
                        : BatchPlan.read(ledger, session, found.get(), tickets, Planning::plan)
                                .invoke(draft -> leaveAlone(draft, tickets))
                                .invoke(draft -> names.accept(remember(recorded(draft, tickets))))
                                .chain(draft -> write(session, draft))
                                .onFailure(DatabaseFailure::isAtAFence)
                                .transform(met -> halvedAtTheFences(met, tickets)));
    }

    /** Nobody of this event need be to blame, so it is no sign of other lanes on it either. */
    private Throwable halvedAtTheFences(Throwable met, List<PendingCommand> tickets) {
        meetings++;
        return meetings >= MOST_MEETINGS && tickets.size() > 1 ? TransactionTooLargeException.atTheFences() : met;
    }

    /** A transaction is as long as what it writes, and whoever is in it waits for all of it. */
    private static void leaveAlone(BatchPlan draft, List<PendingCommand> tickets) {
        if (tickets.size() > 1 && draft.plan().orElseThrow().mostLinesOfOne() > MOST_LINES_AMONG_OTHERS) {
            throw TransactionTooLargeException.ofManyLines();
        }
    }

    /** Begins to keep what the tokens tell of people. The transaction does not wait for it. */
    private Uni<Void> remember(List<Caller> people) {
        Uni<Void> kept = ledger.remember(people).memoize().indefinitely();
        kept.subscribe().with(done -> {});
        return kept;
    }

    /**
     * Writes what is to be recorded. A plan that records nothing writes nothing; it is still committed, so that its
     * refusals are true (docs/design.md#refusals-are-true).
     */
    private Uni<BatchPlan> write(ClientSession session, BatchPlan draft) {
        Plan plan = draft.plan().orElseThrow();
        return plan.recordsNothing()
                ? Uni.createFrom().item(draft)
                : ledger.write(session, plan).replaceWith(draft);
    }

    private static List<Caller> recorded(BatchPlan draft, List<PendingCommand> tickets) {
        List<Caller> people = new ArrayList<>();
        for (int i = 0; i < tickets.size(); i++) {
            if (draft.isRecording(i)) {
                tickets.get(i).request().command().person().ifPresent(people::add);
            }
        }
        return people;
    }

    /**
     * Answers everyone, once the names are kept: whoever is told then finds them. The lane goes on meanwhile.
     *
     * @param names never fails, and ends within {@link Ledger#remember}'s time
     */
    private BatchReport committed(List<PendingCommand> tickets, BatchPlan draft, Uni<Void> names) {
        if (draft.plan().isEmpty()) {
            tickets.forEach(ticket -> ticket.fail(new Changes.UnknownEvent()));
            return BatchReport.GONE;
        }
        Plan plan = draft.plan().get();
        if (!plan.recordsNothing()) {
            contention.progressed();
        }
        Event after = plan.after();
        names.subscribe().with(kept -> draft.answer(tickets));
        LOG.debugf(
                "event=batch eventId=%s commands=%d recorded=%d version=%d",
                eventId, tickets.size(), plan.entries().size(), after.version());
        Duration took = Duration.ofNanos(deadline.timing().nanos() - lastTryNanos);
        return new BatchReport(
                plan.before().version(),
                after.version(),
                took,
                tries - meetings > 1,
                after.deleted(),
                BatchReport.Shortfall.NONE,
                draft.leftByNoChange(),
                List.of(),
                draft.openTurns());
    }

    private BatchPart ended(List<PendingCommand> tickets, BatchPlan draft, Throwable failure) {
        if (failure instanceof UndecidedException notDone) {
            return BatchPart.settled(notDone(tickets, draft, notDone));
        }
        if (failure instanceof GuardMissedException) {
            metrics.guardMissed();
        }
        return BatchPart.refused(failure);
    }

    /**
     * Gives the commands back if time ran out before a commit was sent, unless the database has said nothing for as long as a batch
     * may wait at all. If the outcome of the commit is unknown, it is so only for those who would have been recorded.
     */
    private BatchReport notDone(List<PendingCommand> tickets, BatchPlan draft, UndecidedException failure) {
        boolean isUnknown = failure.reason() == UndecidedException.Reason.OUTCOME_UNKNOWN;
        BatchReport.Shortfall shortfall = shortfall(failure);
        if (shortfall != BatchReport.Shortfall.NONE && !isUnknown) {
            return BatchReport.givenBack(shortfall, List.copyOf(tickets));
        }
        UndecidedException others =
                isUnknown ? UndecidedException.of(UndecidedException.Reason.DATABASE_UNAVAILABLE, failure) : failure;
        for (int i = 0; i < tickets.size(); i++) {
            tickets.get(i).fail(draft.isRecording(i) ? failure : others);
        }
        return BatchReport.givenBack(shortfall, List.of());
    }

    private BatchReport.Shortfall shortfall(UndecidedException failure) {
        if (failure.isForLackOfAPermit()) {
            return BatchReport.Shortfall.PERMIT;
        }
        if (!failure.isForLackOfTime() || failure.isOfTheConnection()) {
            return BatchReport.Shortfall.NONE;
        }
        if (!answered) {
            return deadline.hasPassed() ? BatchReport.Shortfall.NONE : BatchReport.Shortfall.ANSWER;
        }
        return failure.isOfOthers() ? BatchReport.Shortfall.TURN : BatchReport.Shortfall.TIME;
    }

    private Uni<BatchPart> split(List<PendingCommand> tickets, Throwable refusal) {
        if (tickets.size() == 1 || DatabaseFailure.of(refusal) == DatabaseFailure.INCAPABLE) {
            return Uni.createFrom().item(BatchPart.refused(refusal));
        }
        List<PendingCommand> left = tickets.subList(0, tickets.size() / 2);
        List<PendingCommand> right = tickets.subList(tickets.size() / 2, tickets.size());
        return settlePart(left)
                .chain(first -> first.refusal().isPresent()
                        ? settleBeside(left, first, right)
                        : settleAfter(first.report(), right));
    }

    /** Nobody of the right half gets ahead of those whom the left one gave back. */
    private Uni<BatchPart> settleAfter(BatchReport first, List<PendingCommand> right) {
        if (first.isGivenBack()) {
            return Uni.createFrom()
                    .item(BatchPart.settled(first.then(BatchReport.givenBack(first.shortfall(), right))));
        }
        if (!first.undecided().isEmpty() || deadline.hasPassed()) {
            return Uni.createFrom().item(BatchPart.settled(first.then(BatchReport.late(right))));
        }
        return settlePart(right).map(second -> BatchPart.settled(first.then(conclude(right, second))));
    }

    /** The left half was refused throughout: the right one is split only if it is not refused in the same way. */
    private Uni<BatchPart> settleBeside(List<PendingCommand> left, BatchPart first, List<PendingCommand> right) {
        if (deadline.hasPassed()) {
            return Uni.createFrom().item(BatchPart.settled(conclude(left, first).then(BatchReport.late(right))));
        }
        return attempt(right).chain(second -> {
            if (second.isRefusedLike(first)) {
                return Uni.createFrom().item(first);
            }
            conclude(left, first);
            return second.refusal()
                    .map(refusal -> split(right, refusal))
                    .orElseGet(() -> Uni.createFrom().item(second))
                    .map(rest -> BatchPart.settled(conclude(right, rest)));
        });
    }

    /** Answers those of a part that was refused, where one was; there is nothing beside it any more that could be to blame. */
    private BatchReport conclude(List<PendingCommand> tickets, BatchPart part) {
        part.refusal().ifPresent(refusal -> {
            UndecidedException answer = part.answerTo(tickets.size());
            logRefusal(tickets.size(), answer, refusal);
            tickets.forEach(ticket -> ticket.fail(answer));
        });
        return part.report();
    }

    /** Kind and code only: the message may contain client input. */
    private void logRefusal(int commands, UndecidedException answer, Throwable refusal) {
        LOG.errorf(
                "event=command eventId=%s outcome=%s commands=%d failure=%s code=%d",
                eventId,
                answer.reason().name().toLowerCase(Locale.ROOT),
                commands,
                refusal.getClass().getName(),
                DatabaseFailure.codeOf(refusal));
    }
}
