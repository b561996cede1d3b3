package io.muster.store.erasure;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
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
    public record Past(ObjectId eventId, Instant endedAt) {}

    /** The end up to which all events are done. */
    public Uni<Instant> reached() {
        return jobs.find(new FindOptions().filter(THE_ONE).limit(1))
                .collect()
                .first()
                .map(found ->
                        found == null ? Instant.EPOCH : found.getDate(REACHED).toInstant());
    }

    /** All that ended before is done. */
    public Uni<Void> reach(Instant end) {
        return jobs.updateOne(THE_ONE, Updates.set(REACHED, Date.from(end)), new UpdateOptions().upsert(true))
                .replaceWithVoid();
    }

    /** The first of those that ended from one moment to another, both included. */
    public Uni<List<Past>> between(Instant from, Instant until, int limit) {
        Bson ended = Filters.and(
                Filters.gte(SortKey.FIELD, day(from).minusDays(DAYS_APART).toString()),
                Filters.lt(SortKey.FIELD, day(until).plusDays(DAYS_APART).toString()),
                Filters.gte(EventDocuments.ENDS_AT, Date.from(from)),
                Filters.lte(EventDocuments.ENDS_AT, Date.from(until)));
        Bson deleted = Filters.and(
                Filters.gte(EventDocuments.UPDATED_AT, Date.from(from)),
                Filters.lte(EventDocuments.UPDATED_AT, Date.from(until)),
                Filters.exists(EventDocuments.DELETED_AT));
        return first(ended, EventDocuments.ENDS_AT, limit)
                .chain(some -> first(deleted, EventDocuments.UPDATED_AT, limit)
                        .map(more -> Stream.concat(some.stream(), more.stream())
                                .sorted(Comparator.comparing(Past::endedAt))
                                .limit(limit)
                                .toList()));
    }

    private Uni<List<Past>> first(Bson filter, String end, int limit) {
        return events.find(new FindOptions()
                        .filter(filter)
                        .sort(Sorts.ascending(end))
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
