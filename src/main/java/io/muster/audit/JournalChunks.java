package io.muster.audit;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import static java.util.Objects.requireNonNull;

/** The journal as it lies in the database, by event and version, a chunk at a time; on a worker, as {@link EventPages}. */
@Singleton
class JournalChunks {

    private final ReactiveMongoCollection<RawBsonDocument> journal;
    private final int size;

    JournalChunks(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            AuditSettings settings) {
        this.journal = client.getDatabase(database).getCollection("journal", RawBsonDocument.class);
        this.size = settings.lines();
    }

    /**
     * Reads the lines of a range of events, in order.
     *
     * @param after of the events above this one
     * @param upTo to this one, with its lines
     * @param each takes a chunk, and says whether to go on
     */
    Uni<Void> between(ObjectId after, ObjectId upTo, Predicate<List<RawBsonDocument>> each) {
        return walk(id(after, Long.MAX_VALUE), id(upTo, Long.MAX_VALUE), each);
    }

    /** Reads one event's lines, in order. */
    Uni<Void> of(ObjectId eventId, Predicate<List<RawBsonDocument>> each) {
        return walk(id(eventId, Long.MIN_VALUE), id(eventId, Long.MAX_VALUE), each);
    }

    private Uni<Void> walk(BsonDocument after, BsonDocument upTo, Predicate<List<RawBsonDocument>> each) {
        AtomicReference<BsonDocument> position = new AtomicReference<>(after);
        return Multi.createBy()
                .repeating()
                .uni(() -> chunk(requireNonNull(position.get()), upTo).map(lines -> {
                    if (lines.isEmpty()) {
                        return false;
                    }
                    position.set(lines.get(lines.size() - 1).getDocument("_id"));
                    return each.test(lines) && lines.size() >= size;
                }))
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<List<RawBsonDocument>> chunk(BsonDocument after, BsonDocument upTo) {
        FindOptions options = new FindOptions()
                .filter(Filters.and(Filters.gt("_id", after), Filters.lte("_id", upTo)))
                .sort(Sorts.ascending("_id"))
                .limit(size)
                .batchSize(size);
        return journal.find(options).collect().asList().emitOn(Infrastructure.getDefaultWorkerPool());
    }

    private static BsonDocument id(ObjectId eventId, long version) {
        return new BsonDocument("e", new BsonObjectId(eventId)).append("v", new BsonInt64(version));
    }

    /** At or above every id an event can have. */
    static ObjectId end() {
        return new ObjectId("ffffffffffffffffffffffff");
    }
}
