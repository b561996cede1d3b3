package io.muster.store.outbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.muster.store.outbound.OutboundLine.Due;
import io.muster.store.outbound.Unnumbered.DueNow;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What gets a number in a firm's outbound log once its time has come (docs/design.md#due). */
@Singleton
public class DueList {
    /** Each with its query, as in {@link io.muster.store.Indexes}. */
    public static final List<IndexModel> INDEXES = List.of(
            // What is due now.
            new IndexModel(Indexes.ascending(OutboundFields.AT)),
            // What follows from the times of an event. What came by hand is not in it.
            new IndexModel(
                    Indexes.ascending(OutboundFields.EVENT),
                    new IndexOptions().partialFilterExpression(Filters.eq(OutboundFields.PLANNED, true))));

    private final ReactiveMongoCollection<Document> due;

    @Inject
    public DueList(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.due = client.getDatabase(database).getCollection(CollectionNames.DUE);
    }

    /** Adds one. The same id again adds nothing, as long as it is on the list or in the log. */
    public Uni<Void> add(String firm, Due one) {
        return due.insertOne(document(firm, one))
                .replaceWithVoid()
                .onFailure(DatabaseFailure::isDuplicateKey)
                .recoverWithNull();
    }

    /** What follows from an event's times is this from now on, and nothing else. */
    public Uni<Void> plan(String firm, ObjectId eventId, Collection<Due> planned) {
        List<String> ids = planned.stream().map(Due::id).toList();
        Bson others = Filters.and(
                Filters.eq(OutboundFields.PLANNED, true),
                Filters.eq(OutboundFields.EVENT, eventId),
                Filters.nin("_id", ids));
        return due.deleteMany(others)
                .chain(() -> planned.isEmpty() ? Uni.createFrom().voidItem() : add(firm, planned));
    }

    private Uni<Void> add(String firm, Collection<Due> planned) {
        List<WriteModel<Document>> adds = new ArrayList<>(planned.size());
        planned.forEach(one -> {
            Document document = document(firm, one).append(OutboundFields.PLANNED, true);
            document.remove("_id");
            adds.add(new UpdateOneModel<>(
                    Filters.eq("_id", one.id()),
                    new Document("$setOnInsert", document),
                    new UpdateOptions().upsert(true)));
        });
        return due.bulkWrite(adds, new BulkWriteOptions().ordered(false))
                .replaceWithVoid()
                .onFailure(DatabaseFailure::isOfDuplicatesAlone)
                .recoverWithNull();
    }

    private static Document document(String firm, Due one) {
        Document document = new Document("_id", one.id()).append(OutboundFields.FIRM, firm);
        DueDocuments.describe(document, one, OutboundFields.AT);
        return document;
    }

    /** What is due, the earliest first. What this version does not know stays on the list. */
    public Uni<List<DueNow>> now(Instant now, int limit) {
        return due.find(new FindOptions()
                        .filter(Filters.lte(OutboundFields.AT, Date.from(now)))
                        .sort(Sorts.ascending(OutboundFields.AT))
                        .limit(limit))
                .collect()
                .asList()
                .map(found -> found.stream()
                        .map(DueList::dueNow)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<DueNow> dueNow(Document stored) {
        return DueDocuments.due(stored, stored.getString("_id"), OutboundFields.AT)
                .map(one -> new DueNow(stored.getString(OutboundFields.FIRM), one));
    }

    /** Takes off the list what has its number. */
    public Uni<Void> remove(Collection<DueNow> done) {
        return done.isEmpty()
                ? Uni.createFrom().voidItem()
                : due.deleteMany(Filters.in(
                                "_id", done.stream().map(it -> it.due().id()).toList()))
                        .replaceWithVoid();
    }
}
