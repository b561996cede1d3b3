package io.muster.respond;

import java.util.List;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.Role;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * Each response one {@code findOneAndUpdate} with the capacity in its filter: no transaction, no journal, no reason for a
 * refusal, no repeat known again. Atomic and less than the service promises; a bound for what it costs.
 */
@Singleton
final class LoneUpdate {
    private static final FindOneAndUpdateOptions AFTER =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

    private final PlainAccepts accepts;

    LoneUpdate(PlainAccepts accepts) {
        this.accepts = accepts;
    }

    Uni<Outcome> submit(ObjectId eventId, KeyedCommand request) {
        return accepts.submit(eventId, request, this::push);
    }

    private Uni<Outcome> push(Event event, PlainAccepts.Accept accept) {
        return accepts.events()
                .findOneAndUpdate(hasPlace(event, accept.role(), accept.userKey()), accept.update(), AFTER)
                .map(after -> after == null ? accept.full() : accept.recorded(after));
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
}
