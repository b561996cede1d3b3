package io.muster.store.audit;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.store.CollectionNames;
import io.muster.store.JournalFields;
import io.quarkus.mongodb.FindOptions;
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

import static java.util.Objects.requireNonNull;

/** The journal as stored, by event and version, in chunks; on a worker thread, as {@link EventPages}. */
public class JournalChunks {
    private final ReactiveMongoCollection<RawBsonDocument> journal;
    private final int size;

    /** @param size the entries of a chunk */
    public JournalChunks(ReactiveMongoClient client, String database, int size) {
        this.journal = client.getDatabase(database).getCollection(CollectionNames.JOURNAL, RawBsonDocument.class);
        this.size = size;
    }

    /**
     * Reads the entries of a range of events, in order.
     *
     * @param after the event before the range, exclusive
     * @param upTo the last event of the range, inclusive
     * @param each receives a chunk, and returns whether to continue
     */
    public Uni<Void> between(ObjectId after, ObjectId upTo, Predicate<List<RawBsonDocument>> each) {
        return walk(id(after, Long.MAX_VALUE), id(upTo, Long.MAX_VALUE), each);
    }

    /** Reads one event's entries, in order. */
    public Uni<Void> of(ObjectId eventId, Predicate<List<RawBsonDocument>> each) {
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
        return new BsonDocument(JournalFields.ID_EVENT, new BsonObjectId(eventId))
                .append(JournalFields.ID_VERSION, new BsonInt64(version));
    }

    /** At or above every possible id. */
    public static ObjectId end() {
        return new ObjectId("ffffffffffffffffffffffff");
    }
}
