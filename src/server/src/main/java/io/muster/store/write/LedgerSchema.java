package io.muster.store.write;

import java.util.List;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.journal.JournalEntry;
import io.muster.event.journal.SchemaNumber;
import io.muster.store.CollectionNames;
import io.muster.store.schema.StoredSchema;
import io.muster.store.schema.UnknownSchemaException;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

/**
 * The schema number as transactions see it. The first one that needs a higher number than any before notes that in the document
 * that holds the number, so it conflicts with whoever lowers the number at the same time.
 */
final class LedgerSchema {
    /** A stage that adds to what is read of an event what {@link #number} wants to know. */
    static final Bson LOOK_UP;

    private static final String SCHEMA = "schema";
    private static final Bson THE_ONE = Filters.eq("_id", StoredSchema.ID);

    static {
        Document figures = new Document(StoredSchema.NUMBER, 1).append(StoredSchema.USED, 1);
        List<Document> read = List.of(
                new Document("$match", new Document("_id", StoredSchema.ID)), new Document("$project", figures));
        LOOK_UP = new Document(
                "$lookup",
                new Document("from", CollectionNames.SCHEMA)
                        .append("pipeline", read)
                        .append("as", SCHEMA));
    }

    private final ReactiveMongoCollection<Document> schema;
    private final int known;

    /** What was noted, as far as this process has seen it. It never becomes less. */
    private volatile int used = SchemaNumber.FIRST;

    /** @param known the highest number that this process knows */
    LedgerSchema(ReactiveMongoDatabase database, int known) {
        this.schema = database.getCollection(CollectionNames.SCHEMA);
        this.known = known;
    }

    /** The lowest number under which these may be recorded. */
    static int needed(List<JournalEntry> entries) {
        return entries.stream().mapToInt(SchemaNumber::of).max().orElse(SchemaNumber.FIRST);
    }

    /**
     * The number in the snapshot of a transaction; the lowest where there is none.
     *
     * @throws UnknownSchemaException if this process does not know it
     */
    int number(RawBsonDocument found) {
        BsonArray stored = found.getArray(SCHEMA);
        BsonDocument figures =
                stored.isEmpty() ? new BsonDocument() : stored.get(0).asDocument();
        return seen(figure(figures, StoredSchema.NUMBER), figure(figures, StoredSchema.USED));
    }

    private static int figure(BsonDocument figures, String name) {
        return figures.getNumber(name, new BsonInt32(SchemaNumber.FIRST)).intValue();
    }

    private int seen(int number, int noted) {
        UnknownSchemaException.check(number, known);
        used = Math.max(used, noted);
        return number;
    }

    /** Fails with {@link NotYetAvailableException} if the number is lower than needed; otherwise as {@link #use}. */
    Uni<Void> require(ClientSession session, int needed) {
        return schema.find(session, THE_ONE)
                .collect()
                .first()
                .map(stored -> stored == null ? new Document() : stored)
                .map(stored -> seen(
                        StoredSchema.number(stored, StoredSchema.NUMBER),
                        StoredSchema.number(stored, StoredSchema.USED)))
                .invoke(number -> {
                    if (number < needed) {
                        throw new NotYetAvailableException();
                    }
                })
                .chain(() -> use(session, needed));
    }

    /** Notes that something is recorded which needs this number, if nothing before did. */
    Uni<Void> use(ClientSession session, int needed) {
        return needed <= used
                ? Uni.createFrom().voidItem()
                : schema.updateOne(session, THE_ONE, Updates.max(StoredSchema.USED, needed))
                        .replaceWithVoid();
    }
}
