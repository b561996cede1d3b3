package io.muster.store.schema;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.muster.event.journal.SchemaNumber;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.muster.store.NewerChanges;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The database's schema number. It rises to what all running processes know, in the statement by which a process says that it
 * runs: whoever starts is counted before the number rises, or meets the number that has risen.
 */
@Singleton
public class SchemaNumbers {
    private static final Duration LONGEST_LOOK = Duration.ofMinutes(30);
    private static final Bson THE_ONE = Filters.eq("_id", StoredSchema.ID);

    /** The rule: as high as all processes know, never lower than before, never above the limit. {@code $min} ignores what is missing. */
    private static final Document FOLLOW_PROCESSES = set(new Document(
            StoredSchema.NUMBER,
            new Document(
                    "$min",
                    List.of(
                            new Document(
                                    "$max",
                                    List.of(
                                            "$" + StoredSchema.NUMBER,
                                            new Document(
                                                    "$min", "$" + StoredSchema.PROCESSES + "." + StoredSchema.KNOWN))),
                            "$" + StoredSchema.LIMIT))));

    private final ReactiveMongoDatabase database;
    private final ReactiveMongoCollection<Document> schema;
    private final int known;
    private final Duration goneAfter;

    @Inject
    SchemaNumbers(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            SchemaSettings settings) {
        this(client, database, settings.known(), settings.goneAfter());
    }

    /**
     * The number of a database.
     *
     * @param known the highest that this process knows
     * @param goneAfter after how long a process that says nothing is gone
     */
    SchemaNumbers(ReactiveMongoClient client, String database, int known, Duration goneAfter) {
        this.database = client.getDatabase(database);
        this.schema = this.database.getCollection(CollectionNames.SCHEMA);
        this.known = known;
        this.goneAfter = goneAfter;
    }

    /** What was stored already needs a higher number. */
    public static final class InUseException extends RuntimeException {
        InUseException() {
            super("the schema number is in use", null, false, false);
        }
    }

    /** As it is stored. */
    public Uni<StoredSchema> read() {
        return stored().onFailure(NoSchema.class)
                .recoverWithUni(() -> begin().chain(this::stored))
                .map(StoredSchema::of);
    }

    private Uni<Document> stored() {
        return schema.find(THE_ONE).collect().first().onItem().ifNull().failWith(NoSchema::new);
    }

    /**
     * Says that a process runs, and makes the document if there is none. A process that does not know the number is not counted.
     *
     * @param process an id of its own
     * @return the schema, whose number the process has to know to go on
     */
    public Uni<StoredSchema> join(String process) {
        return beat(process).onFailure(NoSchema.class).recoverWithUni(() -> begin().chain(() -> beat(process)));
    }

    /** Says that a process has ended. */
    public Uni<Void> leave(String process) {
        Document processes = new Document(StoredSchema.PROCESSES, others(process));
        return schema.updateOne(THE_ONE, List.of(set(processes), FOLLOW_PROCESSES))
                .replaceWithVoid();
    }

    /**
     * Sets how high the number may be, or lets it follow the processes; it rises or falls with that at once.
     *
     * @return the schema afterwards; fails with {@link InUseException} if a recorded change needs more
     */
    public Uni<StoredSchema> limit(Optional<Integer> limit) {
        Document limited = limit.map(number -> set(new Document(StoredSchema.LIMIT, number)))
                .orElseGet(() -> new Document("$unset", StoredSchema.LIMIT));
        Bson unlessInUse = limit.map(number -> Filters.and(THE_ONE, Filters.lte(StoredSchema.USED, number)))
                .orElse(THE_ONE);
        return read().chain(() -> change(unlessInUse, List.of(limited, FOLLOW_PROCESSES)))
                .onItem()
                .ifNull()
                .failWith(InUseException::new)
                .map(StoredSchema::of);
    }

    private Uni<StoredSchema> beat(String process) {
        Document mine = new Document(StoredSchema.PROCESS_ID, process)
                .append(StoredSchema.KNOWN, known)
                .append(StoredSchema.SEEN, "$$NOW");
        Document processes = new Document(
                StoredSchema.PROCESSES, new Document("$concatArrays", List.of(others(process), List.of(mine))));
        Bson unlessUnknown = Filters.and(THE_ONE, Filters.lte(StoredSchema.NUMBER, known));
        return change(unlessUnknown, List.of(set(processes), FOLLOW_PROCESSES))
                .onItem()
                .ifNull()
                .switchTo(this::stored)
                .map(StoredSchema::of);
    }

    private Uni<Document> change(Bson filter, List<Document> stages) {
        return schema.findOneAndUpdate(
                filter, stages, new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    }

    /**
     * The processes without one, and without those that have not been seen lately. Where nobody at all was seen for a while, nobody
     * could be: the database was away, or its clock was set. All have the whole time once more then.
     */
    private Document others(String process) {
        Document other = new Document("$ne", List.of("$$process." + StoredSchema.PROCESS_ID, process));
        Document others = new Document(
                "$filter",
                new Document("input", "$" + StoredSchema.PROCESSES)
                        .append("as", "process")
                        .append("cond", other));
        Document seenNow = new Document(
                "$map",
                new Document("input", others)
                        .append("as", "process")
                        .append(
                                "in",
                                new Document(
                                        "$mergeObjects",
                                        List.of("$$process", new Document(StoredSchema.SEEN, "$$NOW")))));
        Document seenLately = new Document(
                "$filter",
                new Document("input", others)
                        .append("as", "process")
                        .append("cond", since("$$process." + StoredSchema.SEEN, goneAfter)));
        Object newest = new Document("$max", "$" + StoredSchema.PROCESSES + "." + StoredSchema.SEEN);
        return new Document("$cond", List.of(since(newest, goneAfter.dividedBy(2)), seenLately, seenNow));
    }

    private static Document since(Object instant, Duration time) {
        return new Document("$gt", List.of(instant, new Document("$subtract", List.of("$$NOW", time.toMillis()))));
    }

    private static Document set(Document fields) {
        return new Document("$set", fields);
    }

    /**
     * Makes the document. An empty database has the newest number. One in which older versions have written, which are not among the
     * processes, has what is stored needs, until somebody raises it by hand.
     */
    private Uni<Void> begin() {
        return exists(CollectionNames.EVENTS, new Document())
                .chain(events -> events
                        ? ofBefore()
                        : exists(CollectionNames.JOURNAL, new Document())
                                .chain(lines ->
                                        lines ? ofBefore() : Uni.createFrom().item(made(known))))
                .chain(made -> schema.updateOne(
                        THE_ONE,
                        Updates.combine(made.entrySet().stream()
                                .map(field -> Updates.setOnInsert(field.getKey(), field.getValue()))
                                .toList()),
                        new UpdateOptions().upsert(true)))
                .replaceWithVoid()
                .onFailure(DatabaseFailure::isDuplicateKey)
                .recoverWithNull();
    }

    /** The highest number that something stored needs is in use. */
    private Uni<Document> ofBefore() {
        Uni<Integer> needed = Uni.createFrom().item(SchemaNumber.FIRST);
        for (Map.Entry<Integer, Bson> newer : NewerChanges.BY_NUMBER.entrySet()) {
            needed = needed.chain(lower ->
                    exists(CollectionNames.JOURNAL, newer.getValue()).map(found -> found ? newer.getKey() : lower));
        }
        return needed.map(
                number -> made(number).append(StoredSchema.USED, number).append(StoredSchema.LIMIT, number));
    }

    private static Document made(int number) {
        return new Document(StoredSchema.NUMBER, number)
                .append(StoredSchema.USED, SchemaNumber.FIRST)
                .append(StoredSchema.PROCESSES, List.of());
    }

    /** No index helps to find changes of a kind, so it may take long in a large journal. */
    private Uni<Boolean> exists(String collection, Bson filter) {
        var patient = database.unwrap().withTimeout(LONGEST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return Uni.createFrom()
                .publisher(AdaptersToFlow.publisher(patient.getCollection(collection)
                        .find(filter)
                        .projection(new Document("_id", 1))
                        .first()))
                .map(found -> found != null);
    }

    /** Nobody has made the document, or somebody has removed it. */
    private static final class NoSchema extends RuntimeException {
        NoSchema() {
            super("the database has no schema number", null, false, false);
        }
    }
}
