package io.muster.store.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.muster.event.Response;
import io.muster.event.SortKey;
import io.muster.store.CollectionNames;
import io.muster.store.EventDocuments;
import io.muster.store.Indexes;
import io.muster.store.StaffFields;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads one manager's events that a person is in or on standby for. */
@Singleton
public class ShiftReads {
    private static final List<Response> STANDINGS = List.of(Response.ACCEPT, Response.STANDBY);

    private final ReactiveMongoCollection<StoredEvent> events;
    private final ReactiveMongoCollection<Document> documents;

    ShiftReads(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.events = client.getDatabase(database).getCollection(CollectionNames.EVENTS, StoredEvent.class);
        this.documents = client.getDatabase(database).getCollection(CollectionNames.EVENTS);
    }

    /**
     * The first events of some days by date, each with the person's own entry and nobody else.
     *
     * @param userKeys all by which the person may be named
     */
    public Uni<List<StoredEvent>> of(String managerId, Set<String> userKeys, ListFilter filter, Slice slice) {
        return Multi.createFrom()
                .iterable(userKeys)
                .onItem()
                .transformToUniAndConcatenate(userKey -> of(managerId, userKey, filter, slice))
                .collect()
                .asList()
                .map(parts -> slice.of(parts.stream().flatMap(List::stream)));
    }

    private Uni<List<StoredEvent>> of(String managerId, String userKey, ListFilter filter, Slice slice) {
        return Multi.createFrom()
                .iterable(STANDINGS)
                .onItem()
                .transformToUniAndConcatenate(standing -> events.find(new FindOptions()
                                .filter(Filters.and(conditions(managerId, userKey, standing, filter.conditions())))
                                .projection(EventProjections.withoutPosition(userKey))
                                .sort(slice.sort())
                                .limit(slice.limit()))
                        .collect()
                        .asList())
                .collect()
                .asList()
                .map(parts -> slice.of(parts.stream().flatMap(List::stream)));
    }

    /** The ids of the events that are not over. */
    public Uni<List<ObjectId>> notOver(String managerId, String userKey, Instant now) {
        List<Bson> ahead = List.of(notOver(now));
        return Multi.createFrom()
                .iterable(STANDINGS)
                .onItem()
                .transformToMultiAndConcatenate(standing -> documents.find(new FindOptions()
                        .filter(Filters.and(conditions(managerId, userKey, standing, ahead)))
                        .projection(Projections.include("_id"))))
                .map(found -> found.getObjectId("_id"))
                .collect()
                .asList();
    }

    /** An event and whose it is. */
    public record OfFirm(ObjectId eventId, String managerId) {}

    /**
     * The events in which a person has a place that has not begun, or waits for one that is not over.
     *
     * @param managerId the firm; empty for all of them
     */
    public Uni<List<OfFirm>> toBeFreed(Optional<String> managerId, String userKey, Instant now) {
        List<Bson> ahead = new ArrayList<>(List.of(notOver(now)));
        managerId.ifPresent(firm -> ahead.add(Filters.eq(EventDocuments.MANAGER_ID, firm)));
        return Multi.createFrom()
                .iterable(STANDINGS)
                .onItem()
                .transformToMultiAndConcatenate(standing -> events.find(new FindOptions()
                        .filter(Filters.and(conditions(userKey, standing, ahead)))
                        .projection(EventProjections.withoutPosition(userKey))))
                .map(StoredEvent::event)
                .filter(event -> event.isPlacedAhead(userKey, now))
                .map(event -> new OfFirm(event.id(), event.managerId()))
                .collect()
                .asList();
    }

    /** The ids of the events that are not over and name the person in any list, as their audience or as barred. Drafts are among them. */
    public Uni<List<ObjectId>> namingNotOver(String managerId, String userKey, Instant now) {
        List<Bson> named = new ArrayList<>();
        StaffFields.lists().forEach(list -> named.add(Filters.eq(list + ".userKey", userKey)));
        named.add(Filters.eq(EventDocuments.AUDIENCE_USER_KEYS, userKey));
        named.add(Filters.eq(EventDocuments.BARRED, userKey));
        return documents
                .find(new FindOptions()
                        .filter(Filters.and(
                                Filters.eq(EventDocuments.MANAGER_ID, managerId), notOver(now), Filters.or(named)))
                        .hint(Indexes.BY_MANAGER_AND_ORD)
                        .projection(Projections.include("_id")))
                .map(found -> found.getObjectId("_id"))
                .collect()
                .asList();
    }

    /** What holds for the events that are not over, also as a range of an index by date. */
    public static Bson notOver(Instant now) {
        return Filters.and(
                Filters.gt(EventDocuments.ENDS_AT, now), Filters.gt(SortKey.FIELD, Listing.firstOrdNotOver(now)));
    }

    private static List<Bson> conditions(String managerId, String userKey, Response standing, List<Bson> more) {
        return conditions(
                userKey,
                standing,
                Stream.concat(Stream.of(Filters.eq(EventDocuments.MANAGER_ID, managerId)), more.stream())
                        .toList());
    }

    private static List<Bson> conditions(String userKey, Response standing, List<Bson> more) {
        List<Bson> conditions = new ArrayList<>(List.of(Filters.eq(Listing.by(standing), userKey)));
        if (standing == Response.STANDBY) {
            // The index is partial and is used only by a query with this condition.
            conditions.add(Filters.exists(StaffFields.STANDBY_COUNT));
        }
        return Stream.concat(conditions.stream(), more.stream()).toList();
    }
}
