package io.muster.store.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import io.muster.event.AudienceKeys;
import io.muster.event.Response;
import io.muster.identity.Caller;
import io.muster.store.CollectionNames;
import io.muster.store.EventDocuments;
import io.muster.store.Indexes;
import io.muster.store.StaffFields;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.Codec;
import org.bson.codecs.DocumentCodec;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads lists of events, with a client of its own, so that no list takes a connection from a response. Client input is
 * only ever a compared value, never an operator.
 */
@Singleton
public class EventLists {

    /** The most that is read of what changed: beyond, the whole list is cheaper. */
    static final long MAX_CHANGED_BYTES = 2 << 20;

    private static final int CHANGED_BATCH = 100;
    private static final Codec<Document> CODEC = new DocumentCodec();

    private final ReactiveMongoCollection<StoredEvent> events;
    private final ReactiveMongoCollection<RawBsonDocument> documents;

    EventLists(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.events = client.getDatabase(database).getCollection(CollectionNames.EVENTS, StoredEvent.class);
        this.documents = client.getDatabase(database).getCollection(CollectionNames.EVENTS, RawBsonDocument.class);
    }

    /** One event with its lists whole, or its tombstone. */
    public Uni<Optional<StoredEvent>> whole(ObjectId id) {
        return events.find(new FindOptions().filter(Filters.eq("_id", id)).limit(1))
                .collect()
                .first()
                .map(Optional::ofNullable);
    }

    /**
     * A manager's events that changed since a time, tombstones included, unordered, without their people.
     *
     * @return empty if there are more than {@code max}, or larger ones than are worth it
     */
    public Uni<Optional<List<StoredEvent>>> changedOfManager(String managerId, Instant since, int max) {
        return changed(
                new FindOptions()
                        .filter(Filters.and(
                                Filters.eq(EventDocuments.MANAGER_ID, managerId),
                                Filters.gte(EventDocuments.UPDATED_AT, since)))
                        .projection(EventProjections.NO_KEYS)
                        .hint(Indexes.BY_MANAGER_AND_CHANGE),
                max);
    }

    /**
     * A part of one of a person's lists, each event with the person's own entry only. Where the person stands is read before and after
     * whom events are for: an event that is seen for another reason from some moment on is found for the one or for the other.
     */
    Uni<List<StoredEvent>> listed(Listing listing, Caller person, ListFilter filter, Instant now, Slice slice) {
        if (AudienceKeys.of(person).isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Bson> conditions = new ArrayList<>(filter.conditions());
        conditions.addAll(listing.conditions(now, now));
        conditions.addAll(listing.conditions(person));
        Supplier<Uni<List<StoredEvent>>> standings =
                () -> merged(conditions, standings(listing, person), person, slice);
        if (listing.isOfShifts() && listing.standings().size() == 1) {
            return standings.get().map(found -> slice.of(found.stream()));
        }
        return standings
                .get()
                .chain(before -> merged(conditions, audience(listing, person), person, slice)
                        .chain(meanwhile -> standings
                                .get()
                                .map(after -> slice.of(
                                        Stream.of(before, meanwhile, after).flatMap(List::stream)))));
    }

    private Uni<Optional<List<StoredEvent>>> changed(FindOptions search, int max) {
        return Room.take(documents.find(search.limit(max + 1).batchSize(CHANGED_BATCH)), max, MAX_CHANGED_BYTES)
                .map(found -> found.map(changed -> changed.stream()
                        .map(document -> StoredEvent.read(document.decode(CODEC)))
                        .toList()));
    }

    /** Of whom events are for, in parts: see {@link AudienceKeys}. Only people who work for its manager see an event. */
    private static List<List<Bson>> audience(Listing listing, Caller person) {
        List<List<Bson>> ways = new ArrayList<>();
        if (!listing.isOfShifts()) {
            for (List<String> part : AudienceKeys.of(person)) {
                List<Bson> way = new ArrayList<>(ofEmployers(person));
                way.add(Filters.in(AudienceKeys.FIELD, part));
                way.add(Filters.ne(EventDocuments.BARRED, person.userKey()));
                ways.add(way);
            }
        }
        return ways;
    }

    /** An accept, or a place on standby: one index each. */
    private static List<List<Bson>> standings(Listing listing, Caller person) {
        List<List<Bson>> ways = new ArrayList<>();
        for (Response response : listing.standings()) {
            List<Bson> way = new ArrayList<>(ofEmployers(person));
            way.add(Filters.eq(Listing.by(response), person.userKey()));
            if (response == Response.STANDBY) {
                // The index is partial and is used only by a query with this condition.
                way.add(Filters.exists(StaffFields.STANDBY_COUNT));
            }
            ways.add(way);
        }
        return ways;
    }

    private static List<Bson> ofEmployers(Caller person) {
        return EmployerConditions.of(person.employers(), EventDocuments.MANAGER_ID);
    }

    private Uni<List<StoredEvent>> page(List<Bson> conditions, Slice slice, Bson projection) {
        List<Bson> all = new ArrayList<>(conditions);
        all.add(slice.condition());
        return list(new FindOptions()
                .filter(Filters.and(all))
                .projection(projection)
                .sort(slice.sort())
                .limit(slice.limit()));
    }

    /** What is found in any of these ways. */
    private Uni<List<StoredEvent>> merged(List<Bson> conditions, List<List<Bson>> ways, Caller person, Slice slice) {
        return ways.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join()
                        .all(ways.stream()
                                .map(way -> {
                                    List<Bson> all = new ArrayList<>(conditions);
                                    all.addAll(way);
                                    return page(all, slice, EventProjections.only(person));
                                })
                                .toList())
                        .andFailFast()
                        .map(parts -> parts.stream().flatMap(List::stream).toList());
    }

    private Uni<List<StoredEvent>> list(FindOptions options) {
        return events.find(options).collect().asList();
    }
}
