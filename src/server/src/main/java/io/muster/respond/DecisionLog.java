package io.muster.respond;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.event.Command;
import io.muster.event.plan.Decision;
import io.muster.telemetry.LoggedUserKeys;
import io.opentelemetry.api.trace.SpanContext;
import org.bson.types.ObjectId;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs one line for each response that was decided, or could not be: the person (as an HMAC), the event and the
 * outcome. It contains no client input. The fields are in the message, and also separate where lines are JSON.
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

    /** Logs a ticket, if it is a response; exactly one of outcome and failure is given. */
    void answered(ObjectId eventId, PendingCommand ticket, @Nullable Outcome outcome, @Nullable Throwable failure) {
        Command command = ticket.request().command();
        Optional<String> response = command.response();
        if (response.isPresent() && log.isLoggable(Level.INFO)) {
            Line line = new Line(begins(outcome, failure));
            line.with("eventId", eventId.toHexString());
            line.with("userKey", userKeys.of(command.actor()));
            line.with("response", response.get());
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

    /** The first words of each kind of line; operators search for them. */
    private static String begins(@Nullable Outcome outcome, @Nullable Throwable failure) {
        if (outcome == null) {
            return isRefusal(failure) ? "respond refused" : "transaction failed";
        }
        if (!outcome.decision().fold(REFUSED)) {
            return "respond success";
        }
        return OutcomeNames.of(outcome, null).equals(OutcomeNames.CAPACITY_FULL) ? "capacity full" : "respond refused";
    }

    /** Whether no transaction was started for it. */
    private static boolean isRefusal(@Nullable Throwable failure) {
        return failure instanceof Changes.UnknownEvent
                || (failure instanceof UndecidedException notDone
                        && notDone.reason() == UndecidedException.Reason.OVERLOADED);
    }

    /** The version that recorded it, or at which it was refused. */
    private static long version(Outcome outcome) {
        Optional<Long> recorded = outcome.decision()
                .fold(new Decision.Cases<>(
                        own -> Optional.of(own.entry().version()),
                        first -> Optional.of(first.entry().version()),
                        unchanged -> Optional.empty(),
                        refused -> Optional.empty()));
        return recorded.orElse(outcome.event().version());
    }

    /** The line is formatted here: looking up the caller, as loggers do, would cost more than everything else. */
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
