package io.muster.api.respond;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.muster.api.Problem;
import io.muster.api.StaffView;
import io.muster.event.Decision;
import io.muster.event.JournalEntry;
import io.muster.event.StaffEntry;
import io.muster.identity.Caller;
import io.muster.respond.Outcome;

/**
 * What is answered to a response: the event as the person may see it, with what was recorded in {@code recorded}, and
 * {@code replayed} where it was the same request before.
 */
@Singleton
class ResponseAnswer {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final StaffView view;

    ResponseAnswer(StaffView view) {
        this.view = view;
    }

    /** @throws Problem where the response was refused */
    ObjectNode of(Outcome outcome, Caller caller) {
        return outcome.decision()
                .fold(new Decision.Cases<>(
                        recorded -> with(event(outcome, caller), entry(recorded.entry())),
                        replayed -> with(event(outcome, caller), entry(replayed.entry()))
                                .put("replayed", true),
                        unchanged -> unchanged
                                .standing()
                                .map(standing -> with(event(outcome, caller), standing))
                                .orElseGet(() -> event(outcome, caller)),
                        refused -> {
                            throw Problem.of(refused.refusal());
                        }));
    }

    private ObjectNode event(Outcome outcome, Caller caller) {
        return view.of(outcome.event(), caller);
    }

    /** The key belongs to one person and one event, and the fingerprint says it was a response, so there is an entry. */
    private static StaffEntry entry(JournalEntry line) {
        return line.entry().orElseThrow(() -> new IllegalStateException("a response's journal line holds its entry"));
    }

    private static ObjectNode with(ObjectNode event, StaffEntry entry) {
        ObjectNode recorded = event.putObject("recorded");
        recorded.put("version", entry.version());
        recorded.put("response", entry.response().wireName());
        recorded.put("role", entry.role().orElse(null));
        recorded.put("respondedAt", text(entry.respondedAt()));
        return event;
    }

    private static String text(Instant instant) {
        return INSTANT.format(instant);
    }
}
