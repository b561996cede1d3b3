package io.muster.store.read;

import java.time.Duration;
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
import io.muster.store.DatabaseClock;
import io.muster.store.SharedReads;
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
    private final DatabaseClock clock;
    private final SharedReads<Question, Answer> reads = new SharedReads<>(this::read);

    public SummaryReads(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            DatabaseClock clock) {
        this.clock = clock;
        this.events = client.getDatabase(database).getCollection("events");
    }

    /**
     * An event without its people.
     *
     * @param declines how many people have declined since the time asked for, and not accepted since; not whom the manager
     *     refused
     */
    public record Row(StoredEvent stored, int declines) {}

    /** @param now the database's time just before the events were read */
    public record Answer(List<Row> rows, Instant now) {}

    private record Question(String managerId, ListFilter filter, Duration recent, int limit) {}

    /**
     * The first of a manager's events by date.
     *
     * @param recent how long ago people may have declined to be counted
     */
    public Uni<Answer> first(String managerId, ListFilter filter, Duration recent, int limit) {
        return reads.read(new Question(managerId, filter, recent, limit));
    }

    private Uni<Answer> read(Question question) {
        return clock.now()
                .chain(now -> rows(question, now.minus(question.recent)).map(rows -> new Answer(rows, now)));
    }

    private Uni<List<Row>> rows(Question question, Instant since) {
        List<Bson> conditions = new ArrayList<>(question.filter.conditions());
        conditions.add(Filters.eq("managerId", question.managerId));
        // Tombstones have none.
        conditions.add(Filters.gt(SortKey.FIELD, ""));
        List<Bson> pipeline = List.of(
                Aggregates.match(Filters.and(conditions)),
                Aggregates.sort(Sorts.ascending(SortKey.FIELD)),
                Aggregates.limit(question.limit),
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
