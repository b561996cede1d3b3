package io.muster.respond;

import java.util.List;
import java.util.Optional;

import io.muster.event.KeyedCommand;
import io.muster.event.plan.Engagements;
import io.muster.event.plan.Facts;
import io.muster.event.plan.Planner;
import io.muster.store.write.Snapshot;
import org.jboss.logging.Logger;

/**
 * Whether the next batch is likely to change nothing, so that a read is worth trying. A guess: the read decides. Used by the lane
 * only.
 */
final class Forecast {
    private static final Logger LOG = Logger.getLogger(Forecast.class);

    /** So many batches do without a read after one that was not answered: it would not be soon, and would take up time and a connection. */
    private static final int WITHOUT_READS = 10;

    private Optional<Snapshot> left = Optional.empty();
    private int withoutReads;
    private boolean unknown;
    private boolean scarce;

    /** Takes a finished batch into account. The event is kept only where commands have begun to change nothing. */
    void after(BatchReport batch) {
        left = batch.left();
        unknown = batch.shortfall() == BatchReport.Shortfall.TURN;
        scarce = false;
        withoutReads = Math.max(0, withoutReads - 1);
    }

    /** A read found something to record, if not for all; or there was no answer. */
    void failed(BatchReport read) {
        left = Optional.empty();
        unknown = false;
        if (read.shortfall() == BatchReport.Shortfall.ANSWER) {
            withoutReads = WITHOUT_READS;
        }
        scarce = read.left().isPresent();
    }

    /** Others have had their turn since the last read. If there was not enough for all of this batch, they may have taken it. */
    void othersWereFirst() {
        unknown = scarce;
    }

    /** Whether the commands change nothing of the event as it was left; a read costs less than a turn, so also where nobody knows. */
    boolean isOfNoChange(List<PendingCommand> commands) {
        return withoutReads == 0
                && (unknown
                        || left.filter(event -> changeNothing(event, commands)).isPresent());
    }

    /**
     * What rests on facts besides the event no read answers: {@link ReadBatch}. A command that cannot be planned is a bug, which the batch then
     * finds and answers.
     */
    private static boolean changeNothing(Snapshot event, List<PendingCommand> commands) {
        List<KeyedCommand> requests =
                commands.stream().map(PendingCommand::request).toList();
        try {
            return Facts.peopleOf(event.event(), requests).isEmpty()
                    && Planner.plan(
                                    event.event(),
                                    event.now(),
                                    event.figuresWrong(),
                                    event.schema(),
                                    Facts.NONE.with(Engagements.unknown(event.overlap())),
                                    requests)
                            .recordsNothing();
        } catch (RuntimeException unplannable) {
            LOG.debugf(
                    unplannable,
                    "event=forecast_failed eventId=%s",
                    event.event().id());
            return false;
        }
    }
}
