package io.muster.respond;

import jakarta.inject.Singleton;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.respond.transaction.ConflictWatch;
import io.muster.respond.transaction.Timing;
import io.muster.respond.transaction.TransactionLoop;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Each response counts the places taken and inserts a document of its own, in one snapshot transaction. Two such transactions
 * write different documents, so neither conflicts with the other (write skew): it sells places that do not exist.
 */
@Singleton
final class CountThenInsert {
    private static final String COLLECTION = "bench_places";

    private final PlainAccepts accepts;
    private final TransactionLoop loop;
    private final RespondSettings settings;
    private final Timing timing;
    private final ReactiveMongoCollection<Document> places;
    private final Uni<Void> made;

    CountThenInsert(PlainAccepts accepts, TransactionLoop loop, RespondSettings settings, Timing timing) {
        this.accepts = accepts;
        this.loop = loop;
        this.settings = settings;
        this.timing = timing;
        this.places = accepts.database().getCollection(COLLECTION);
        this.made = accepts.database()
                .createCollection(COLLECTION)
                .onFailure()
                .recoverWithNull()
                .memoize()
                .indefinitely();
    }

    Uni<Outcome> submit(ObjectId eventId, KeyedCommand request) {
        ConflictWatch contention = new ConflictWatch(timing, settings, () -> {});
        return accepts.submit(
                eventId,
                request,
                (event, accept) -> made.chain(() -> loop.run(
                        timing.in(settings.batchDeadline()), contention, session -> take(session, event, accept))));
    }

    private Uni<Outcome> take(ClientSession session, Event event, PlainAccepts.Accept accept) {
        Document role =
                new Document("eventId", event.id()).append("key", accept.role().key());
        return places.find(session, role)
                .collect()
                .asList()
                .chain(taken -> taken.size() >= accept.role().count()
                        ? Uni.createFrom().item(accept.full())
                        : places.insertOne(session, new Document(role).append("userKey", accept.userKey()))
                                .replaceWith(accept.recorded(event)));
    }
}
