package io.muster.respond;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * Each response reads the event, checks whether a place is free, and then writes. Whoever reads before others have written sees
 * their places free: it sells places that do not exist.
 */
@Singleton
final class ReadCheckWrite {
    private final PlainAccepts accepts;

    ReadCheckWrite(PlainAccepts accepts) {
        this.accepts = accepts;
    }

    Uni<Outcome> submit(ObjectId eventId, KeyedCommand request) {
        return accepts.submit(
                eventId, request, (first, accept) -> accepts.read(eventId).chain(event -> check(event, accept)));
    }

    private Uni<Outcome> check(Event event, PlainAccepts.Accept accept) {
        long taken = event.accepted().stream()
                .filter(entry -> entry.key().filter(accept.role().key()::equals).isPresent())
                .count();
        if (taken >= accept.role().count()) {
            return Uni.createFrom().item(accept.full());
        }
        return accepts.events()
                .updateOne(Filters.eq("_id", event.id()), accept.update())
                .map(written -> accept.recorded(event));
    }
}
