package io.muster.api.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.IdempotencyKey;
import io.muster.api.JsonBody;
import io.muster.api.Problem;
import io.muster.api.ProblemType;
import io.muster.api.body.CanonicalJson;
import io.muster.api.body.EventBodies;
import io.muster.api.body.EventContent;
import io.muster.event.Digest;
import io.muster.event.Event;
import io.muster.event.JournalEntry;
import io.muster.event.NewEvent;
import io.muster.event.RequestKeys;
import io.muster.event.read.JournalReads;
import io.muster.identity.Caller;
import io.muster.respond.Changes;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Makes events. With an {@code Idempotency-Key} their ids follow from it, so that a second making meets the first in the
 * database itself; whether it is the same one is told by the fingerprint in the first one's journal.
 */
@Singleton
class NewEvents {
    private static final int ID_DIGITS = 24;

    private final EventBodies bodies;
    private final JsonBody json;
    private final Changes changes;
    private final JournalReads journal;

    NewEvents(EventBodies bodies, JsonBody json, Changes changes, JournalReads journal) {
        this.bodies = bodies;
        this.json = json;
        this.changes = changes;
        this.journal = journal;
    }

    /** A making request as it came. */
    record Sent(Optional<String> key, byte[] body) {
        static Sent of(@Nullable String key, byte @Nullable [] body) {
            return new Sent(Optional.ofNullable(key), body == null ? new byte[0] : body);
        }
    }

    /** The event made, or, for a key that came before, as it was first made. */
    Uni<Event> one(Caller manager, Sent sent) {
        JsonNode body = json.read(sent.body());
        EventContent content = bodies.one(body, managerId(manager));
        Optional<String> key = IdempotencyKey.of(sent.key());
        Event event = content.toEvent(id(manager, key), managerId(manager));
        return make(manager, key, body, List.of(event)).map(events -> events.get(0));
    }

    /** All of them, or none; as {@link #one}. */
    Uni<List<Event>> batch(Caller manager, Sent sent) {
        JsonNode body = json.read(sent.body());
        List<EventContent> contents = bodies.batch(body, managerId(manager));
        Optional<String> key = IdempotencyKey.of(sent.key());
        List<Event> events = new ArrayList<>(contents.size());
        for (int i = 0; i < contents.size(); i++) {
            events.add(contents.get(i).toEvent(id(manager, key, Integer.toString(i)), managerId(manager)));
        }
        return make(manager, key, body, events);
    }

    private Uni<List<Event>> make(Caller manager, Optional<String> key, JsonNode body, List<Event> events) {
        String fingerprint = Digest.hex("create", CanonicalJson.text(body));
        return changes.create(events, manager.userKey(), RequestKeys.keyOf(manager.userKey(), key), fingerprint)
                .onFailure(Changes.EventExists.class)
                .recoverWithUni(() -> madeBefore(events, fingerprint));
    }

    /** The same request makes the same events, so of the first making only its time is not known here. */
    private Uni<List<Event>> madeBefore(List<Event> events, String fingerprint) {
        return journal.first(events.get(0).id()).map(line -> {
            JournalEntry first = line.filter(it -> it.fingerprint().equals(fingerprint))
                    .orElseThrow(() -> new Problem(ProblemType.IDEMPOTENCY_KEY_REUSED));
            return events.stream()
                    .map(event -> NewEvent.madeAt(event, first.at()))
                    .toList();
        });
    }

    private static ObjectId id(Caller manager, Optional<String> key, String... more) {
        if (key.isEmpty()) {
            return new ObjectId();
        }
        List<String> words = new ArrayList<>(List.of("create", manager.userKey(), managerId(manager), key.get()));
        words.addAll(List.of(more));
        return new ObjectId(Digest.hex(words.toArray(String[]::new)).substring(0, ID_DIGITS));
    }

    private static String managerId(Caller manager) {
        return manager.managerId().orElseThrow();
    }
}
