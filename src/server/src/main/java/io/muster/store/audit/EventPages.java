package io.muster.store.audit;

import java.util.List;
import java.util.Optional;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.store.CollectionNames;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;

/**
 * The events as stored, by id, in pages. Pages are decoded and checked on a worker thread: they may hold thousands of
 * people.
 */
public class EventPages {
    private final ReactiveMongoCollection<RawBsonDocument> events;
    private final int size;

    /** @param size the events of a page */
    public EventPages(ReactiveMongoClient client, String database, int size) {
        this.events = client.getDatabase(database).getCollection(CollectionNames.EVENTS, RawBsonDocument.class);
        this.size = size;
    }

    /** The next page; a page that is not {@linkplain #isFull full} is the last. */
    public Uni<List<RawBsonDocument>> after(ObjectId id) {
        FindOptions options = new FindOptions()
                .filter(Filters.gt("_id", id))
                .sort(Sorts.ascending("_id"))
                .limit(size)
                .batchSize(size);
        return events.find(options).collect().asList().emitOn(Infrastructure.getDefaultWorkerPool());
    }

    public boolean isFull(List<RawBsonDocument> page) {
        return page.size() >= size;
    }

    /** The event in its current state. */
    public Uni<Optional<RawBsonDocument>> one(ObjectId id) {
        return events.find(new FindOptions().filter(Filters.eq("_id", id)).limit(1))
                .collect()
                .first()
                .map(Optional::ofNullable)
                .emitOn(Infrastructure.getDefaultWorkerPool());
    }

    public static ObjectId idOf(RawBsonDocument event) {
        return event.getObjectId("_id").getValue();
    }

    /** Below every possible id. */
    public static ObjectId start() {
        return new ObjectId(new byte[12]);
    }
}
