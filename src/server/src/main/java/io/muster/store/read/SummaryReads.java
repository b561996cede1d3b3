package io.muster.store.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Field;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.event.Response;
import io.muster.event.SortKey;
import io.muster.store.StaffFields;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads a manager's events with how many people have just declined, which the database counts: lists of people stay there. */
@Singleton
public class SummaryReads {
    private static final String DECLINES = "declines";

    private final ReactiveMongoCollection<Document> events;

    SummaryReads(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.events = client.getDatabase(database).getCollection("events");
    }

    /**
     * An event without its people.
     *
     * @param declines how many people have declined since the time asked for, and not accepted since; not whom the manager
     *     refused
     */
    public record Row(StoredEvent stored, int declines) {}

    /** The first of a manager's events by date. */
    public Uni<List<Row>> first(String managerId, ListFilter filter, Instant since, int limit) {
        List<Bson> conditions = new ArrayList<>(filter.conditions());
        conditions.add(Filters.eq("managerId", managerId));
        // Tombstones have none.
        conditions.add(Filters.gt(SortKey.FIELD, ""));
        List<Bson> pipeline = List.of(
                Aggregates.match(Filters.and(conditions)),
                Aggregates.sort(Sorts.ascending(SortKey.FIELD)),
                Aggregates.limit(limit),
                Aggregates.addFields(new Field<>(DECLINES, declinesSince(since))),
                Aggregates.project(EventProjections.NO_KEYS));
        return events.aggregate(pipeline, Document.class)
                .map(found -> new Row(StoredEvent.read(found), found.getInteger(DECLINES, 0)))
                .collect()
                .asList();
    }

    /** What is no list as it is stored has none. */
    private static Document declinesSince(Instant since) {
        String list = "$" + StaffFields.list(Response.DECLINE);
        Document recent = new Document(
                "$and",
                List.of(
                        new Document("$gte", List.of("$$entry.respondedAt", Date.from(since))),
                        new Document("$ne", List.of("$$entry.by", "manager"))));
        Document filtered = new Document("input", list).append("as", "entry").append("cond", recent);
        return new Document(
                "$cond",
                List.of(new Document("$isArray", list), new Document("$size", new Document("$filter", filtered)), 0));
    }
}
