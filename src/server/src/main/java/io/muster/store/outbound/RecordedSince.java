package io.muster.store.outbound;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.muster.event.SortKey;
import io.muster.store.CollectionNames;
import io.muster.store.Documents;
import io.muster.store.EventDocuments;
import io.muster.store.JournalFields;
import io.muster.store.outbound.Unnumbered.Line;
import io.muster.store.read.ShiftReads;
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

/** What the journal has, where the change stream does not reach back so far: event by event, of each in order. */
@Singleton
public class RecordedSince {
    private static final Bson OF_A_LINE = Projections.include(JournalFields.MANAGER_ID, JournalFields.AT, "kind");

    private final ReactiveMongoCollection<Document> events;
    private final ReactiveMongoCollection<Document> journal;

    RecordedSince(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.events = client.getDatabase(database).getCollection(CollectionNames.EVENTS);
        this.journal = client.getDatabase(database).getCollection(CollectionNames.JOURNAL);
    }

    /** A page of events that have changed since, by the time of their last change; the next page begins with that of the last one. */
    public record Changed(ObjectId eventId, Instant at) {}

    /**
     * Events by when they changed last.
     *
     * @param since not before
     * @param after of those that changed at that very moment only those with a greater id
     */
    public Uni<List<Changed>> changed(Instant since, ObjectId after, int limit) {
        Date date = Date.from(since);
        return events.find(new FindOptions()
                        .filter(Filters.or(
                                Filters.gt(EventDocuments.UPDATED_AT, date),
                                Filters.and(Filters.eq(EventDocuments.UPDATED_AT, date), Filters.gt("_id", after))))
                        .sort(Sorts.ascending(EventDocuments.UPDATED_AT, "_id"))
                        .projection(Projections.include(EventDocuments.UPDATED_AT))
                        .limit(limit))
                .map(found ->
                        new Changed(found.getObjectId("_id"), Documents.instant(found, EventDocuments.UPDATED_AT)))
                .collect()
                .asList();
    }

    /** The next lines of an event that were recorded since. */
    public Uni<List<Line>> lines(ObjectId eventId, long after, Instant since, int limit) {
        return journal.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.gt("_id", JournalFields.id(eventId, after)),
                                Filters.lte("_id", JournalFields.id(eventId, Long.MAX_VALUE)),
                                Filters.gte(JournalFields.AT, Date.from(since))))
                        .sort(Sorts.ascending("_id"))
                        .projection(OF_A_LINE)
                        .limit(limit))
                .map(RecordedSince::line)
                .filter(Optional::isPresent)
                .map(Optional::get)
                .collect()
                .asList();
    }

    /** A line as it is stored, of which the rest may be missing; empty where it is damaged and does not say what it has to. */
    public static Optional<Line> line(Document stored) {
        try {
            Document id = stored.get("_id", Document.class);
            return Optional.of(new Line(
                    Objects.requireNonNull(stored.getString(JournalFields.MANAGER_ID)),
                    Objects.requireNonNull(id.getObjectId(JournalFields.ID_EVENT)),
                    id.get(JournalFields.ID_VERSION, Number.class).longValue(),
                    Documents.instant(stored, JournalFields.AT),
                    Objects.requireNonNull(stored.getString("kind"))));
        } catch (ClassCastException | NullPointerException damaged) {
            return Optional.empty();
        }
    }

    /** The ids of the events that are not over, in pages by date. */
    public Multi<ObjectId> notOver(Instant now) {
        return events.find(new FindOptions()
                        .filter(ShiftReads.notOver(now))
                        .sort(Sorts.ascending(SortKey.FIELD))
                        .projection(Projections.include("_id")))
                .map(found -> found.getObjectId("_id"));
    }
}
