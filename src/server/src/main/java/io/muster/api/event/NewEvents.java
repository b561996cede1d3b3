package io.muster.api.event;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import io.muster.api.body.CanonicalJson;
import io.muster.api.body.CopiesBody;
import io.muster.api.body.EventBodies;
import io.muster.api.body.EventContent;
import io.muster.api.body.JsonBody;
import io.muster.api.http.IdempotencyKey;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.event.Digest;
import io.muster.event.Event;
import io.muster.event.RequestKeys;
import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.EventCopy;
import io.muster.event.plan.NewEvent;
import io.muster.identity.Caller;
import io.muster.respond.Changes;
import io.muster.respond.UndecidedException;
import io.muster.store.DatabaseFailure;
import io.muster.store.StoredSize;
import io.muster.store.read.JournalReads;
import io.muster.store.write.EventExistsException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Creates events. With an {@code Idempotency-Key} their ids are derived from it, so that a repeated creation finds the
 * first event in the database; the fingerprint in its first journal entry says whether the request was the same.
 */
@Singleton
class NewEvents {
    private static final int ID_DIGITS = 24;
    private static final int MAX_BYTES_OF_COPIES = 4 * 1024 * 1024;

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

    /** A request as received. */
    record Sent(Optional<String> key, byte[] body) {
        static Sent of(@Nullable String key, byte @Nullable [] body) {
            return new Sent(Optional.ofNullable(key), body == null ? new byte[0] : body);
        }
    }

    /** The created event; for a repeated key, as it was first created. */
    Uni<Event> one(Caller manager, Sent sent) {
        JsonNode body = json.read(sent.body());
        EventContent content = bodies.one(body, managerId(manager));
        Optional<String> key = IdempotencyKey.of(sent.key());
        Event event = content.toEvent(id(manager, key), managerId(manager));
        return make(manager, key, fingerprint(body), List.of(event)).map(events -> events.get(0));
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
        return make(manager, key, fingerprint(body), events);
    }

    /** Copies of an event on other days, all or none; as {@link #one}. */
    Uni<List<Event>> copies(Caller manager, Event source, Sent sent) {
        JsonNode body = json.read(sent.body());
        CopiesBody copies = CopiesBody.read(body);
        Optional<String> key = IdempotencyKey.of(sent.key());
        List<Event> events = new ArrayList<>(copies.dates().size());
        for (int i = 0; i < copies.dates().size(); i++) {
            ObjectId id = id(manager, key, "copy", Integer.toString(i));
            events.add(copy(source, id, copies, i));
        }
        // They differ in their dates alone, and a transaction has to hold all of them, twice.
        if ((long) StoredSize.of(events.get(0)) * events.size() > MAX_BYTES_OF_COPIES) {
            throw ProblemException.invalid("dates", "makes events of more than 4 MiB together");
        }
        String fingerprint = Digest.hex("copies", source.id().toHexString(), CanonicalJson.text(body));
        return make(manager, key, fingerprint, events);
    }

    private static Event copy(Event source, ObjectId id, CopiesBody copies, int index) {
        try {
            return EventCopy.of(source, id, copies.dates().get(index), copies.status());
        } catch (DateTimeException outOfRange) {
            throw ProblemException.invalid(
                    "dates[" + index + "]", "moves a time of the event out of the years 0 to 9999");
        }
    }

    private static String fingerprint(JsonNode body) {
        return Digest.hex("create", CanonicalJson.text(body));
    }

    private Uni<List<Event>> make(Caller manager, Optional<String> key, String fingerprint, List<Event> events) {
        Uni<List<Event>> made = changes.create(
                        events, manager.userKey(), RequestKeys.keyOf(manager.userKey(), key), fingerprint)
                .onFailure(EventExistsException.class)
                .recoverWithUni(() -> madeBefore(events, fingerprint));
        return key.isEmpty()
                ? made
                : made.onFailure(NewEvents::isUndecided).transform(UndecidedException::toRepeatable);
    }

    /** The key may have come before, so whatever kept it from being looked up leaves open whether it was recorded. */
    private static boolean isUndecided(Throwable failure) {
        return failure instanceof UndecidedException || DatabaseFailure.isOfDatabase(failure);
    }

    /** As they were made: what they were copied from may be another by now. */
    private Uni<List<Event>> madeBefore(List<Event> events, String fingerprint) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> madeBefore(event, fingerprint))
                .collect()
                .asList();
    }

    /**
     * As its first line says; where that cannot be read, as the request says, at the line's time. Where the journal does not say any
     * more which request it was, nobody knows whether it was this one.
     */
    private Uni<Event> madeBefore(Event event, String fingerprint) {
        return journal.making(event.id()).chain(found -> {
            JournalReads.Making making =
                    found.orElseThrow(() -> UndecidedException.of(UndecidedException.Reason.OUTCOME_UNKNOWN));
            if (!making.fingerprint().equals(fingerprint)) {
                throw new ProblemException(ProblemType.IDEMPOTENCY_KEY_REUSED);
            }
            return firstLine(event.id())
                    .map(line -> line.map(first -> EventState.begin(first).event())
                            .orElseGet(() -> NewEvent.madeAt(event, making.at())));
        });
    }

    private Uni<Optional<JournalEntry>> firstLine(ObjectId eventId) {
        AtomicReference<@Nullable JournalEntry> first = new AtomicReference<>();
        return journal.each(eventId, 0, 1, JournalReads.Extent.CHANGE, first::set)
                .map(done -> Optional.ofNullable(first.get()).filter(line -> line.version() == 1));
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
