package io.muster.event.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import io.muster.event.AudienceKeys;
import io.muster.identity.Caller;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads of many events, on a client of their own: no list takes a connection from a response. Whatever a client sends
 * stands here as a value that is compared, never as an operator.
 */
@Singleton
public class EventLists {
    private static final String MANAGER_ID = "managerId";
    private static final String UPDATED_AT = "updatedAt";
    private static final String AUDIENCE = "audience";
    private static final String BARRED = "barred_user_keys";

    private final ReactiveMongoCollection<StoredEvent> events;

    EventLists(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.events = client.getDatabase(database).getCollection("events", StoredEvent.class);
    }

    /** A part of a manager's events, without their people. */
    public Uni<List<StoredEvent>> ofManager(String managerId, ListFilter filter, Slice slice) {
        List<Bson> conditions = new ArrayList<>(filter.conditions());
        conditions.add(Filters.eq(MANAGER_ID, managerId));
        return page(conditions, slice, Views.NOBODY);
    }

    /** What changed of a manager's events since a moment, tombstones among it, in no order, without their people. */
    public Uni<List<StoredEvent>> changedOfManager(String managerId, Instant since, int limit) {
        return list(new FindOptions()
                .filter(Filters.and(Filters.eq(MANAGER_ID, managerId), Filters.gte(UPDATED_AT, since)))
                .projection(Views.NOBODY)
                .hint(Indexes.BY_MANAGER_AND_CHANGE)
                .limit(limit));
    }

    /** A part of one of a person's lists, each event with the person's own entry alone. */
    public Uni<List<StoredEvent>> listed(Listing listing, Caller person, ListFilter filter, Instant now, Slice slice) {
        List<Bson> conditions = new ArrayList<>(filter.conditions());
        conditions.addAll(listing.conditions(person, now));
        return merged(ways(listing, person), way -> {
                    List<Bson> all = new ArrayList<>(conditions);
                    all.addAll(way);
                    return page(all, slice, Views.only(person));
                })
                .map(parts -> slice.of(parts.stream().flatMap(List::stream)));
    }

    /** What ended between two moments of what a list is made of, in no order; with the person's own entry alone. */
    public Uni<List<StoredEvent>> ended(Listing listing, Caller person, Instant since, Instant now, int limit) {
        return merged(ways(listing, person), way -> {
                    List<Bson> all = new ArrayList<>(Listing.endedBetween(since, now));
                    all.addAll(way);
                    return list(new FindOptions()
                            .filter(Filters.and(all))
                            .projection(Views.only(person))
                            .limit(limit));
                })
                .map(EventLists::flat);
    }

    /** What changed since a moment of what a person sees now, in no order; with the person's own entry alone. */
    public Uni<List<StoredEvent>> changedSeenBy(Caller person, Instant since, int limit) {
        List<Bson> seen = new ArrayList<>();
        for (List<Bson> way : ways(Listing.SEEN, person)) {
            seen.add(Filters.and(way));
        }
        if (seen.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        List<Bson> conditions = new ArrayList<>(ofEmployers(person));
        conditions.add(Filters.gte(UPDATED_AT, since));
        conditions.add(Filters.or(seen));
        return list(new FindOptions()
                .filter(Filters.and(conditions))
                .projection(Views.only(person))
                .hint(person.employers().all() ? Indexes.BY_CHANGE : Indexes.BY_MANAGER_AND_CHANGE)
                .limit(limit));
    }

    /** Those of some events from which a person is barred. */
    public Uni<List<ObjectId>> barring(Caller person, List<ObjectId> ids) {
        return list(new FindOptions()
                        .filter(Filters.and(Filters.in("_id", ids), Filters.eq(BARRED, person.userKey())))
                        .projection(Views.NOBODY))
                .map(events -> events.stream().map(it -> it.event().id()).toList());
    }

    /**
     * The ways in which a person comes to see an event, each one index's: by the event's audience (in parts, see
     * {@link AudienceKeys}), or by having accepted. Only people who work for an event's manager ever see it.
     */
    private static List<List<Bson>> ways(Listing listing, Caller person) {
        List<List<Bson>> ways = new ArrayList<>();
        List<List<String>> parts = AudienceKeys.of(person);
        if (parts.isEmpty()) {
            return ways;
        }
        if (!listing.isOfShifts()) {
            for (List<String> part : parts) {
                List<Bson> way = new ArrayList<>(ofEmployers(person));
                way.add(Filters.in(AUDIENCE, part));
                way.add(Filters.ne(BARRED, person.userKey()));
                ways.add(way);
            }
        }
        if (listing != Listing.AVAILABLE) {
            List<Bson> way = new ArrayList<>(ofEmployers(person));
            way.add(Filters.eq(Listing.ACCEPTED_BY, person.userKey()));
            ways.add(way);
        }
        return ways;
    }

    private static List<Bson> ofEmployers(Caller person) {
        return person.employers().all()
                ? List.of()
                : List.of(Filters.in(MANAGER_ID, person.employers().named()));
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

    private static Uni<List<List<StoredEvent>>> merged(
            List<List<Bson>> ways, Function<List<Bson>, Uni<List<StoredEvent>>> read) {
        return ways.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(ways.stream().map(read).toList()).andFailFast();
    }

    private static List<StoredEvent> flat(List<List<StoredEvent>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    private Uni<List<StoredEvent>> list(FindOptions options) {
        return events.find(options).collect().asList();
    }
}
