package io.muster.respond;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import io.muster.event.Command;
import io.muster.event.Decision;
import io.muster.event.Event;
import io.muster.event.JournalEntry;
import io.muster.event.Refusal;
import io.muster.event.Request;
import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Each response one {@code findOneAndUpdate} with the capacity in its filter: no transaction, no journal, no reason for a
 * refusal, no repeat known again. Atomic and less than the service promises; a bound for what it costs.
 */
@Singleton
final class LoneUpdate {
    private static final FindOneAndUpdateOptions AFTER =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

    private final ReactiveMongoCollection<Event> events;
    private final Map<ObjectId, Event> known = new ConcurrentHashMap<>();

    LoneUpdate(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.events = client.getDatabase(database).getCollection("events", Event.class);
    }

    /** Accepts only. */
    Uni<Outcome> submit(ObjectId eventId, Request request) {
        if (!(request.command() instanceof Command.Accept accept)) {
            return Uni.createFrom().failure(NotDone.of(NotDone.Reason.INTERNAL));
        }
        return event(eventId).chain(event -> push(event, accept, request));
    }

    /** Its roles are all that is used of it, so once read it is kept. */
    private Uni<Event> event(ObjectId eventId) {
        Event event = known.get(eventId);
        return event != null
                ? Uni.createFrom().item(event)
                : events.find(Filters.eq("_id", eventId))
                        .collect()
                        .first()
                        .onItem()
                        .ifNull()
                        .failWith(Changes.UnknownEvent::new)
                        .invoke(found -> known.put(eventId, found));
    }

    private Uni<Outcome> push(Event event, Command.Accept accept, Request request) {
        Role role = event.role(Role.keyOf(accept.role())).orElseThrow();
        String userKey = accept.caller().userKey();
        Instant now = Instant.now();
        StaffEntry entry = new StaffEntry(
                userKey, Response.ACCEPT, Optional.of(role.name()), Optional.of(role.key()), now, event.version());
        Document push = new Document("userKey", userKey)
                .append("role", role.name())
                .append("key", role.key())
                .append("respondedAt", Date.from(now))
                .append("version", event.version());
        Document update = new Document("$push", new Document("accepted_staff", push))
                .append("$inc", new Document("version", 1L).append("accepted_count", 1))
                .append("$set", new Document("updatedAt", Date.from(now)));
        return events.findOneAndUpdate(hasPlace(event, role, userKey), update, AFTER)
                .map(after -> after == null
                        ? new Outcome(new Decision.Refused(Refusal.of(Refusal.Reason.CAPACITY_FULL)), event)
                        : new Outcome(new Decision.Recorded(line(after, entry, request)), after));
    }

    private static Bson hasPlace(Event event, Role role, String userKey) {
        Document inRole = new Document("input", "$accepted_staff")
                .append("as", "entry")
                .append("cond", new Document("$eq", List.of("$$entry.key", new Document("$literal", role.key()))));
        Document taken = new Document("$size", new Document("$filter", inRole));
        return Filters.and(
                Filters.eq("_id", event.id()),
                Filters.eq("status", event.status().wireName()),
                Filters.ne("accepted_staff.userKey", userKey),
                Filters.expr(new Document("$lt", List.of(taken, role.count()))));
    }

    private static JournalEntry line(Event after, StaffEntry entry, Request request) {
        return new JournalEntry(
                after.id(),
                after.version(),
                entry.respondedAt(),
                JournalEntry.Kind.ACCEPTED,
                after.managerId(),
                Optional.of(entry.userKey()),
                Optional.of(entry),
                entry.userKey(),
                request.key(),
                request.fingerprint(),
                new Document(),
                List.of(),
                Optional.empty(),
                new JournalEntry.After(
                        after.status(),
                        after.accepted().size(),
                        after.declined().size(),
                        after.roleStats()),
                1,
                1);
    }
}
