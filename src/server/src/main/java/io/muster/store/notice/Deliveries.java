package io.muster.store.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import io.muster.store.CollectionNames;
import io.muster.store.Documents;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who was told of what, a document an occasion and person, so that nobody is told twice (docs/design.md#deliveries). */
@Singleton
public class Deliveries {
    private static final String ID_OCCASION = "o";
    private static final String ID_PERSON = "p";
    private static final String PERSON = "_id." + ID_PERSON;
    private static final String FIRM = "f";
    private static final String EVENT = "e";
    private static final String KIND = "kind";
    private static final String CHANNELS = "by";
    private static final String AT = "at";
    private static final String TOLD = "told";

    /** Occasions of an event that are counted at most. */
    private static final int MOST_COUNTED = 200;

    public static final List<IndexModel> INDEXES = List.of(
            // What a person was told: for that person, and to be forgotten.
            new IndexModel(new Document(PERSON, 1).append(AT, 1)),
            // How many were told of an event.
            new IndexModel(new Document(EVENT, 1).append(AT, 1)),
            // What is old.
            new IndexModel(new Document(AT, 1)));

    private final ReactiveMongoCollection<Document> deliveries;

    @Inject
    Deliveries(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this(client.getDatabase(database));
    }

    public Deliveries(ReactiveMongoDatabase database) {
        this.deliveries = database.getCollection(CollectionNames.DELIVERIES);
    }

    /** An occasion, and a person who is told of it. */
    public record Key(String occasion, String person) {
        private Document id() {
            return new Document(ID_OCCASION, occasion).append(ID_PERSON, person);
        }
    }

    /**
     * That a person was told.
     *
     * @param channels by what, at least one
     */
    public record Delivery(
            Key key, String firm, Optional<ObjectId> event, String kind, Set<String> channels, Instant at) {
        public Delivery {
            channels = Set.copyOf(channels);
        }
    }

    /** Those of these that were told already. */
    public Uni<Set<Key>> among(Collection<Key> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return deliveries
                .find(new FindOptions()
                        .filter(Filters.in("_id", keys.stream().map(Key::id).toList()))
                        .projection(Projections.include("_id")))
                .map(found -> key(found.get("_id", Document.class)))
                .collect()
                .asSet();
    }

    private static Key key(Document id) {
        return new Key(id.getString(ID_OCCASION), id.getString(ID_PERSON));
    }

    /** Notes who was told; what is noted already stays as it is. */
    public Uni<Void> add(Collection<Delivery> told) {
        if (told.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<WriteModel<Document>> writes = new ArrayList<>();
        told.forEach(each -> writes.add(new UpdateOneModel<>(
                Filters.eq("_id", each.key().id()),
                new Document("$setOnInsert", document(each)),
                new UpdateOptions().upsert(true))));
        return deliveries
                .bulkWrite(writes, new BulkWriteOptions().ordered(false))
                .replaceWithVoid();
    }

    private static Document document(Delivery each) {
        Document set = new Document(FIRM, each.firm())
                .append(KIND, each.kind())
                .append(CHANNELS, each.channels().stream().sorted().toList())
                .append(AT, Date.from(each.at()));
        each.event().ifPresent(it -> set.append(EVENT, it));
        return set;
    }

    /** How many people were told of an occasion, and when the first of them was. */
    public record Count(String kind, Instant at, int told) {}

    /** How many were told of each occasion of an event, the latest first. */
    public Uni<List<Count>> counts(ObjectId event) {
        Multi<Document> grouped = deliveries.aggregate(List.of(
                new Document("$match", new Document(EVENT, event)),
                new Document(
                        "$group",
                        new Document("_id", "$_id." + ID_OCCASION)
                                .append(KIND, new Document("$first", "$" + KIND))
                                .append(AT, new Document("$min", "$" + AT))
                                .append(TOLD, new Document("$sum", 1))),
                new Document("$sort", new Document(AT, -1).append("_id", 1)),
                new Document("$limit", MOST_COUNTED)));
        return grouped.map(found -> new Count(
                        found.getString(KIND), Documents.instant(found, AT), (int) Documents.number(found, TOLD)))
                .collect()
                .asList();
    }

    /** What a person was told, the latest first. */
    public Uni<List<Delivery>> ofPerson(Collection<String> userKeys, int limit) {
        return deliveries
                .find(new FindOptions()
                        .filter(Filters.in(PERSON, userKeys))
                        .sort(Sorts.descending(AT))
                        .limit(limit))
                .map(Deliveries::delivery)
                .collect()
                .asList();
    }

    private static Delivery delivery(Document found) {
        return new Delivery(
                key(found.get("_id", Document.class)),
                found.getString(FIRM),
                Optional.ofNullable(found.getObjectId(EVENT)),
                found.getString(KIND),
                Set.copyOf(Documents.strings(found, CHANNELS)),
                Documents.instant(found, AT));
    }

    /**
     * Forgets what people were told.
     *
     * @param firm the firm that forgets them; empty where they erase themselves
     */
    public Uni<Void> forget(Collection<String> userKeys, Optional<String> firm) {
        Bson theirs = Filters.in(PERSON, userKeys);
        return deliveries
                .deleteMany(firm.map(it -> Filters.and(theirs, Filters.eq(FIRM, it)))
                        .orElse(theirs))
                .replaceWithVoid();
    }

    /** Removes what is older: nothing of so long ago is sent again. */
    public Uni<Void> dropBefore(Instant time) {
        return deliveries.deleteMany(Filters.lt(AT, Date.from(time))).replaceWithVoid();
    }
}
