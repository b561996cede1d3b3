package io.muster.store.erasure;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.muster.event.SortKey;
import io.muster.store.CollectionNames;
import io.muster.store.EventDocuments;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Events that have been over for long, in the order of their ends; and up to when they are done. */
@Singleton
public class PastEvents {
    private static final String ID = "retention";
    private static final String REACHED = "reached";
    private static final String FAILED = "failed";
    private static final Bson THE_ONE = Filters.eq("_id", ID);

    /** An event's date and its end are no further apart than its length and the zones. */
    private static final int DAYS_APART = 4;

    private final ReactiveMongoCollection<Document> events;
    private final ReactiveMongoCollection<Document> jobs;

    PastEvents(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.events = client.getDatabase(database).getCollection(CollectionNames.EVENTS);
        this.jobs = client.getDatabase(database).getCollection(CollectionNames.JOBS);
    }

    /** @param endedAt when it was over; of a deleted one when it was deleted */
    public record Past(ObjectId eventId, Instant endedAt) implements Comparable<Past> {
        private static final String FIRST = "000000000000000000000000";

        /** A place in the order before all that ended at this moment. */
        public static Past before(Instant time) {
            return new Past(new ObjectId(FIRST), time);
        }

        /** As the database orders them; many end at one moment. */
        @Override
        public int compareTo(Past other) {
            return Comparator.comparing(Past::endedAt)
                    .thenComparing(Past::eventId)
                    .compare(this, other);
        }
    }

    /** The end before which all events are done, but those that failed. */
    public Uni<Instant> reached() {
        return stored().map(found -> found.filter(it -> it.containsKey(REACHED))
                .map(it -> it.getDate(REACHED).toInstant())
                .orElse(Instant.EPOCH));
    }

    /** All that ended before is done, or noted as failed. */
    public Uni<Void> reach(Instant end) {
        return update(Updates.max(REACHED, Date.from(end)));
    }

    /** Those that could not be done. */
    public Uni<List<ObjectId>> failed() {
        return stored().map(found ->
                found.map(it -> it.getList(FAILED, ObjectId.class, List.of())).orElse(List.of()));
    }

    /** These could not be done. */
    public Uni<Void> failed(List<ObjectId> events) {
        return update(Updates.addEachToSet(FAILED, events));
    }

    /** These failed no more, or are over no more. */
    public Uni<Void> failedNoMore(List<ObjectId> events) {
        return update(Updates.pullAll(FAILED, events));
    }

    private Uni<Optional<Document>> stored() {
        return jobs.find(new FindOptions().filter(THE_ONE).limit(1))
                .collect()
                .first()
                .map(Optional::ofNullable);
    }

    private Uni<Void> update(Bson update) {
        return jobs.updateOne(THE_ONE, update, new UpdateOptions().upsert(true)).replaceWithVoid();
    }

    /** A moment from which on there are some, not long before the first of them; empty if there are none until then. */
    public Uni<Optional<Instant>> first(Instant from, Instant until) {
        if (!from.isBefore(until)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return found(ended(from, until), SortKey.FIELD, EventDocuments.ENDS_AT, 1)
                .chain(some -> found(deleted(from, until), EventDocuments.DELETED_AT, EventDocuments.DELETED_AT, 1)
                        .map(more -> Stream.concat(
                                        some.stream().map(it -> it.endedAt().minus(2 * DAYS_APART, ChronoUnit.DAYS)),
                                        more.stream().map(Past::endedAt))
                                .min(Comparator.naturalOrder())
                                .map(start -> start.isAfter(from) ? start : from)));
    }

    /**
     * The next of those that ended before a moment, in order.
     *
     * @param until not long after, since all of that time are looked at
     */
    public Uni<List<Past>> after(Past last, Instant until, int limit) {
        return next(ended(last.endedAt(), until), EventDocuments.ENDS_AT, last, limit)
                .chain(some -> next(deleted(last.endedAt(), until), EventDocuments.DELETED_AT, last, limit)
                        .map(more -> Stream.concat(some.stream(), more.stream())
                                .sorted()
                                .limit(limit)
                                .toList()));
    }

    /** Those of these that ended before, or were deleted before. */
    public Uni<Set<ObjectId>> among(List<ObjectId> ids, Instant until) {
        Date end = Date.from(until);
        return events.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.in("_id", ids),
                                Filters.or(
                                        Filters.lt(EventDocuments.ENDS_AT, end),
                                        Filters.lt(EventDocuments.DELETED_AT, end))))
                        .projection(Projections.include("_id")))
                .map(found -> found.getObjectId("_id"))
                .collect()
                .asSet();
    }

    private static Bson ended(Instant from, Instant until) {
        return Filters.and(
                Filters.gte(SortKey.FIELD, day(from).minusDays(DAYS_APART).toString()),
                Filters.lt(SortKey.FIELD, day(until).plusDays(DAYS_APART).toString()),
                Filters.gte(EventDocuments.ENDS_AT, Date.from(from)),
                Filters.lt(EventDocuments.ENDS_AT, Date.from(until)));
    }

    private static Bson deleted(Instant from, Instant until) {
        return Filters.and(
                Filters.exists(EventDocuments.DELETED_AT),
                Filters.gte(EventDocuments.DELETED_AT, Date.from(from)),
                Filters.lt(EventDocuments.DELETED_AT, Date.from(until)));
    }

    private Uni<List<Past>> next(Bson filter, String end, Past last, int limit) {
        Date at = Date.from(last.endedAt());
        Bson after =
                Filters.or(Filters.gt(end, at), Filters.and(Filters.eq(end, at), Filters.gt("_id", last.eventId())));
        return found(Filters.and(filter, after), end, end, limit);
    }

    private Uni<List<Past>> found(Bson filter, String order, String end, int limit) {
        return events.find(new FindOptions()
                        .filter(filter)
                        .sort(order.equals(end) ? Sorts.ascending(end, "_id") : Sorts.ascending(order))
                        .projection(Projections.include(end))
                        .limit(limit))
                .map(found ->
                        new Past(found.getObjectId("_id"), found.getDate(end).toInstant()))
                .collect()
                .asList();
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
