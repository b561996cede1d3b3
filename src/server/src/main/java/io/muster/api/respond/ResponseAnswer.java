package io.muster.api.respond;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.problem.ProblemException;
import io.muster.api.view.ConflictsView;
import io.muster.api.view.StaffView;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Decision;
import io.muster.identity.Caller;
import io.muster.respond.Outcome;

/**
 * What is answered to a response: what was recorded in {@code recorded}, {@code replayed} where it was the same request
 * before, and the event as the person may see it. A person who does not see the event any more, because of what was recorded
 * since, is told what was recorded and nothing of the event.
 */
@Singleton
class ResponseAnswer {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final StaffView view;

    ResponseAnswer(StaffView view) {
        this.view = view;
    }

    /** @throws ProblemException where the response was refused */
    static void mustNotBeRefused(Outcome outcome) {
        if (outcome.decision() instanceof Decision.Refused refused) {
            throw ProblemException.of(refused.refusal());
        }
    }

    /**
     * The answer.
     *
     * @param caller as one who sees events, not as one who responds
     * @throws ProblemException where the response was refused
     */
    ObjectNode of(Outcome outcome, Caller caller) {
        return outcome.decision()
                .fold(new Decision.Cases<>(
                        recorded -> ConflictsView.addTo(with(outcome, caller, recorded.entry()), recorded),
                        replayed -> with(outcome, caller, replayed.entry()).put("replayed", true),
                        unchanged -> unchanged
                                .current()
                                .map(current -> with(outcome, caller, current))
                                .orElseGet(() -> event(outcome, caller)),
                        refused -> {
                            throw ProblemException.of(refused.refusal());
                        }));
    }

    private ObjectNode event(Outcome outcome, Caller caller) {
        Event event = outcome.event();
        return event.visibleTo(caller) ? view.of(event, caller) : JsonNodeFactory.instance.objectNode();
    }

    /** The key belongs to one person and one event, and the fingerprint says it was a response, so there is an entry. */
    private static StaffEntry entry(JournalEntry line) {
        return line.entry().orElseThrow(() -> new IllegalStateException("a response's journal line holds its entry"));
    }

    private ObjectNode with(Outcome outcome, Caller caller, JournalEntry line) {
        return line.kind() == JournalEntry.Kind.CONFIRMED
                ? withConfirmation(outcome, caller, line)
                : with(outcome, caller, entry(line));
    }

    /** The entry is as old as the place; the confirmation is the line's. */
    private ObjectNode withConfirmation(Outcome outcome, Caller caller, JournalEntry line) {
        ObjectNode event = event(outcome, caller);
        ObjectNode recorded = event.putObject("recorded");
        recorded.put("version", line.version());
        recorded.put("response", Command.Confirm.NAME);
        recorded.put("role", entry(line).role().orElse(null));
        recorded.put("respondedAt", text(line.at()));
        return event;
    }

    private ObjectNode with(Outcome outcome, Caller caller, StaffEntry entry) {
        ObjectNode event = event(outcome, caller);
        ObjectNode recorded = event.putObject("recorded");
        recorded.put("version", entry.version());
        recorded.put("response", entry.response().wireName());
        recorded.put("role", entry.role().orElse(null));
        recorded.put("respondedAt", text(entry.respondedAt()));
        entry.reason().ifPresent(reason -> recorded.put("reason", reason.wireName()));
        if (isStill(entry, outcome.event())) {
            outcome.event().position(caller.userKey()).ifPresent(position -> recorded.put("position", position));
        }
        return event;
    }

    /** Whether the person is on standby by this very response, and not by a later one for another role. */
    private static boolean isStill(StaffEntry entry, Event event) {
        return entry.response() == Response.STANDBY
                && event.people()
                        .find(Response.STANDBY, entry.userKey())
                        .filter(now -> now.since() == entry.since())
                        .isPresent();
    }

    private static String text(Instant instant) {
        return INSTANT.format(instant);
    }
}
