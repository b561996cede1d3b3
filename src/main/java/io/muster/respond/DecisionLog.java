package io.muster.respond;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.event.Command;
import io.muster.event.Decision;
import io.opentelemetry.api.trace.SpanContext;
import org.bson.types.ObjectId;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One line for each response that was decided, or could not be: who, by a name that says nothing; where; and what became of
 * it. Nothing in it is a client's own word. The fields stand in the message, and beside it where lines are JSON.
 */
@Singleton
final class DecisionLog {
    private static final String NAME = "io.muster.respond.decisions";
    private static final Decision.Cases<Boolean> REFUSED =
            new Decision.Cases<>(recorded -> false, replayed -> false, unchanged -> false, refused -> true);

    private final Logger log = Logger.getLogger(NAME);
    private final LoggedUserKeys userKeys;

    DecisionLog(LoggedUserKeys userKeys) {
        this.userKeys = userKeys;
    }

    /** Says what became of a ticket, if it is a response; one of the two is there. */
    void answered(ObjectId eventId, Ticket ticket, @Nullable Outcome outcome, @Nullable Throwable failure) {
        Command command = ticket.request().command();
        boolean accept = command instanceof Command.Accept;
        if ((accept || command instanceof Command.Decline) && log.isLoggable(Level.INFO)) {
            Line line = new Line(begins(outcome, failure));
            line.with("eventId", eventId.toHexString());
            line.with("userKey", userKeys.of(command.actor()));
            line.with("response", accept ? "accept" : "decline");
            line.with("outcome", OutcomeNames.of(outcome, failure));
            if (outcome != null) {
                line.with("version", Long.toString(version(outcome)));
            }
            line.with("batch", Integer.toString(ticket.batch()));
            SpanContext trace = ticket.span().getSpanContext();
            if (trace.isValid()) {
                line.with("traceId", trace.getTraceId());
            }
            log.logRaw(line.written());
        }
    }

    /** The words that the line of each kind begins with; whoever is on call searches for them. */
    private static String begins(@Nullable Outcome outcome, @Nullable Throwable failure) {
        if (outcome == null) {
            return isRefusal(failure) ? "respond refused" : "transaction failed";
        }
        if (!outcome.decision().fold(REFUSED)) {
            return "respond success";
        }
        return OutcomeNames.of(outcome, null).equals(OutcomeNames.CAPACITY_FULL) ? "capacity full" : "respond refused";
    }

    /** Whether no transaction was begun for it. */
    private static boolean isRefusal(@Nullable Throwable failure) {
        return failure instanceof Changes.UnknownEvent
                || (failure instanceof NotDone notDone && notDone.reason() == NotDone.Reason.OVERLOADED);
    }

    /** The version that recorded it, or the one at which it was refused. */
    private static long version(Outcome outcome) {
        Optional<Long> recorded = outcome.decision()
                .fold(new Decision.Cases<>(
                        own -> Optional.of(own.entry().version()),
                        first -> Optional.of(first.entry().version()),
                        unchanged -> Optional.empty(),
                        refused -> Optional.empty()));
        return recorded.orElse(outcome.event().version());
    }

    /** A line made by hand: to ask who is calling, as loggers do, would cost more than all the rest. */
    private static final class Line {
        private final StringBuilder text;
        private final ExtLogRecord line;

        Line(String begins) {
            text = new StringBuilder(begins);
            line = new ExtLogRecord(Level.INFO, begins, FormatStyle.NO_FORMAT, DecisionLog.class.getName());
            line.setLoggerName(NAME);
            line.disableCallerCalculation();
        }

        void with(String field, String value) {
            text.append(' ').append(field).append('=').append(value);
            line.putMdc(field, value);
        }

        ExtLogRecord written() {
            line.setMessage(text.toString(), FormatStyle.NO_FORMAT);
            return line;
        }
    }
}
