package io.muster.store.read;

import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import io.muster.store.CollectionNames;
import io.muster.store.SharedReads;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.panache.reactive.ReactivePanacheMongoRepositoryBase;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads one event. */
@Singleton
public class EventReads implements ReactivePanacheMongoRepositoryBase<StoredEvent, ObjectId> {
    private final ReactiveMongoCollection<StoredEvent> events;
    private final ReactiveMongoCollection<RawBsonDocument> documents;
    private final KeptEvents kept;
    private final SharedReads<ObjectId, Optional<StoredEvent>> reads = new SharedReads<>(this::read);

    EventReads(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            KeptEvents kept) {
        this.events = client.getDatabase(database).getCollection(CollectionNames.EVENTS, StoredEvent.class);
        this.documents = client.getDatabase(database).getCollection(CollectionNames.EVENTS, RawBsonDocument.class);
        this.kept = kept;
    }

    /** Of the client for reads: an entity that names its client would make a second default client of it. */
    @Override
    public ReactiveMongoCollection<StoredEvent> mongoCollection() {
        return events;
    }

    /** The event with its lists whole, or its tombstone; read once for all who ask at about the same time. */
    public Uni<Optional<StoredEvent>> whole(ObjectId id) {
        return reads.read(id);
    }

    private Uni<Optional<StoredEvent>> read(ObjectId id) {
        return documents
                .find(new FindOptions().filter(Filters.eq("_id", id)).limit(1))
                .collect()
                .first()
                .map(found -> Optional.ofNullable(found).map(kept::whole));
    }

    /** The event without its people, or its tombstone. */
    public Uni<Optional<StoredEvent>> head(ObjectId id) {
        return first(new FindOptions().filter(Filters.eq("_id", id)).projection(EventProjections.NOBODY));
    }

    private Uni<Optional<StoredEvent>> first(FindOptions options) {
        return mongoCollection().find(options.limit(1)).collect().first().map(Optional::ofNullable);
    }
}
