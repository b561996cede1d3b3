package io.muster.respond;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.Change;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Decision;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the ways without lanes have in common: the event, the entry to be written, and the answers. They take accepts only. */
@Singleton
final class PlainAccepts {
    private final ReactiveMongoDatabase database;
    private final ReactiveMongoCollection<Event> events;
    private final Map<ObjectId, Event> known = new ConcurrentHashMap<>();

    PlainAccepts(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.database = client.getDatabase(database);
        this.events = this.database.getCollection("events", Event.class);
    }

    /** One person's accept of a role of an event. */
    record Accept(Event event, Role role, StaffEntry entry, KeyedCommand request) {
        String userKey() {
            return entry.userKey();
        }

        Outcome full() {
            return new Outcome(new Decision.Refused(Refusal.of(Refusal.Reason.CAPACITY_FULL)), event);
        }

        Outcome recorded(Event after) {
            return new Outcome(new Decision.Recorded(line(after, entry, request)), after);
        }

        /** Puts the person in, whatever else stands in the event. */
        Document update() {
            Document push = new Document("userKey", userKey())
                    .append("role", role.name())
                    .append("key", role.key())
                    .append("respondedAt", Date.from(entry.respondedAt()))
                    .append("version", entry.version());
            return new Document("$push", new Document("accepted_staff", push))
                    .append("$inc", new Document("version", 1L).append("accepted_count", 1))
                    .append("$set", new Document("updatedAt", Date.from(entry.respondedAt())));
        }
    }

    ReactiveMongoDatabase database() {
        return database;
    }

    ReactiveMongoCollection<Event> events() {
        return events;
    }

    /** @param way decides an accept, given the event as it was when it was read first */
    Uni<Outcome> submit(ObjectId eventId, KeyedCommand request, BiFunction<Event, Accept, Uni<Outcome>> way) {
        if (!(request.command() instanceof Command.Accept accept)) {
            return Uni.createFrom().failure(UndecidedException.of(UndecidedException.Reason.INTERNAL));
        }
        return event(eventId).chain(event -> way.apply(event, of(event, accept, request)));
    }

    /** Its roles are all that is used of it, so once read it is kept. */
    private Uni<Event> event(ObjectId eventId) {
        Event event = known.get(eventId);
        return event != null
                ? Uni.createFrom().item(event)
                : read(eventId)
                        .onItem()
                        .ifNull()
                        .failWith(Changes.UnknownEvent::new)
                        .invoke(found -> known.put(eventId, found));
    }

    /** The event as it is now. */
    Uni<Event> read(ObjectId eventId) {
        return events.find(Filters.eq("_id", eventId)).collect().first();
    }

    private static Accept of(Event event, Command.Accept accept, KeyedCommand request) {
        Role role = event.role(Role.keyOf(accept.role())).orElseThrow();
        StaffEntry entry = new StaffEntry(
                accept.caller().userKey(),
                Response.ACCEPT,
                Optional.of(role.name()),
                Optional.of(role.key()),
                Instant.now(),
                event.version());
        return new Accept(event, role, entry, request);
    }

    private static JournalEntry line(Event after, StaffEntry entry, KeyedCommand request) {
        return new JournalEntry(
                after.id(),
                after.version(),
                entry.respondedAt(),
                after.managerId(),
                new Change.Responded(entry),
                entry.userKey(),
                request.key(),
                request.fingerprint(),
                false,
                Optional.empty(),
                new JournalEntry.After(after.status(), after.people().counts(), after.roleStats()),
                1,
                1);
    }
}
