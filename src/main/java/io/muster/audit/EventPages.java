package io.muster.audit;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The events as they lie in the database, by id, a page at a time. What comes is read and judged on a worker: it may be
 * thousands of people, and event loops have others to serve.
 */
@Singleton
class EventPages {

    private final ReactiveMongoCollection<RawBsonDocument> events;
    private final int size;

    EventPages(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            AuditSettings settings) {
        this.events = client.getDatabase(database).getCollection("events", RawBsonDocument.class);
        this.size = settings.events();
    }

    /** The next page; a page that is not {@linkplain #isFull full} is the last. */
    Uni<List<RawBsonDocument>> after(ObjectId id) {
        FindOptions options = new FindOptions()
                .filter(Filters.gt("_id", id))
                .sort(Sorts.ascending("_id"))
                .limit(size)
                .batchSize(size);
        return events.find(options).collect().asList().emitOn(Infrastructure.getDefaultWorkerPool());
    }

    boolean isFull(List<RawBsonDocument> page) {
        return page.size() >= size;
    }

    /** The event as it is now. */
    Uni<Optional<RawBsonDocument>> one(ObjectId id) {
        return events.find(new FindOptions().filter(Filters.eq("_id", id)).limit(1))
                .collect()
                .first()
                .map(Optional::ofNullable)
                .emitOn(Infrastructure.getDefaultWorkerPool());
    }

    static ObjectId idOf(RawBsonDocument event) {
        return event.getObjectId("_id").getValue();
    }

    /** Below every id an event can have. */
    static ObjectId start() {
        return new ObjectId(new byte[12]);
    }
}
