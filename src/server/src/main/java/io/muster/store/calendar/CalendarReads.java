package io.muster.store.calendar;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.muster.event.Response;
import io.muster.event.SortKey;
import io.muster.store.CollectionNames;
import io.muster.store.Documents;
import io.muster.store.EventDocuments;
import io.muster.store.Indexes;
import io.muster.store.JournalFields;
import io.muster.store.SharedReads;
import io.muster.store.StaffFields;
import io.muster.store.read.EventProjections;
import io.muster.store.read.StoredEvent;
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

/** The events of calendars. Each read has a bound; of more events the first ones by date are read. */
@Singleton
public class CalendarReads {
    /** The most events of a calendar. */
    public static final int MOST_EVENTS = 1_000;

    private static final int MOST_LINES = 5_000;
    private static final List<Response> STANDINGS = List.of(Response.ACCEPT, Response.STANDBY);
    private static final String RESPONSE = JournalFields.ENTRY + ".response";

    private final ReactiveMongoCollection<StoredEvent> events;
    private final ReactiveMongoCollection<Document> journal;
    private final SharedReads<OfFirm, List<StoredEvent>> ofFirms = new SharedReads<>(this::read);

    private record OfFirm(String managerId, String fromDay, Instant goneSince) {}

    CalendarReads(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        var stored = client.getDatabase(database);
        this.events = stored.getCollection(CollectionNames.EVENTS, StoredEvent.class);
        this.journal = stored.getCollection(CollectionNames.JOURNAL);
    }

    /**
     * The events of a day and later in which a person has a place or is on standby, each with the person's own entry and nobody else.
     *
     * @param userKeys all by which the person may be named
     * @param fromDay a lower bound of {@link SortKey}
     */
    public Uni<List<StoredEvent>> placed(Set<String> userKeys, String fromDay) {
        return Multi.createFrom()
                .iterable(userKeys)
                .onItem()
                .transformToMultiAndConcatenate(userKey -> Multi.createFrom()
                        .iterable(STANDINGS)
                        .onItem()
                        .transformToMultiAndConcatenate(standing -> placed(userKey, standing, fromDay)))
                .select()
                .first(MOST_EVENTS)
                .collect()
                .asList();
    }

    private Multi<StoredEvent> placed(String userKey, Response standing, String fromDay) {
        List<Bson> conditions = new ArrayList<>(List.of(
                Filters.eq(StaffFields.list(standing) + ".userKey", userKey), Filters.gte(SortKey.FIELD, fromDay)));
        if (standing == Response.STANDBY) {
            // The index is partial and is used only by a query with this condition.
            conditions.add(Filters.exists(StaffFields.STANDBY_COUNT));
        }
        return events.find(new FindOptions()
                .filter(Filters.and(conditions))
                .projection(EventProjections.withoutPosition(userKey))
                .sort(Sorts.ascending(SortKey.FIELD))
                .limit(MOST_EVENTS));
    }

    /**
     * A line of the journal about a person.
     *
     * @param isHeld whether the person has a place or is on standby after it
     */
    public record OwnLine(ObjectId eventId, String managerId, long version, Instant at, boolean isHeld) {}

    /** The newest lines about a person since a time, the newest first. */
    public Uni<List<OwnLine>> lines(Set<String> userKeys, Instant since) {
        return journal.find(new FindOptions()
                        .filter(Filters.and(
                                Filters.in(JournalFields.USER_KEY, userKeys), Filters.gte(JournalFields.AT, since)))
                        .projection(Projections.include(JournalFields.MANAGER_ID, JournalFields.AT, RESPONSE))
                        .hint(Indexes.BY_PERSON)
                        .sort(Sorts.descending(JournalFields.AT))
                        .limit(MOST_LINES))
                .map(CalendarReads::line)
                .collect()
                .asList();
    }

    private static OwnLine line(Document line) {
        Document id = line.get("_id", Document.class);
        Document entry = line.get(JournalFields.ENTRY, new Document());
        return new OwnLine(
                id.getObjectId(JournalFields.ID_EVENT),
                line.getString(JournalFields.MANAGER_ID),
                Documents.number(id, JournalFields.ID_VERSION),
                Documents.instant(line, JournalFields.AT),
                STANDINGS.stream().anyMatch(standing -> standing.wireName().equals(entry.getString("response"))));
    }

    /** Some events, deleted or not, without people. */
    public Uni<List<StoredEvent>> byIds(Collection<ObjectId> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : events.find(new FindOptions()
                                .filter(Filters.in("_id", ids))
                                .projection(EventProjections.NO_KEYS)
                                .limit(MOST_EVENTS))
                        .collect()
                        .asList();
    }

    /**
     * A firm's events of a day and later, and those that were deleted since a time, without people. Read once for all who ask at about the same time.
     *
     * @param fromDay a lower bound of {@link SortKey}
     */
    public Uni<List<StoredEvent>> ofFirm(String managerId, String fromDay, Instant goneSince) {
        return ofFirms.read(new OfFirm(managerId, fromDay, goneSince));
    }

    private Uni<List<StoredEvent>> read(OfFirm asked) {
        Multi<StoredEvent> ahead = events.find(new FindOptions()
                .filter(Filters.and(
                        Filters.eq(EventDocuments.MANAGER_ID, asked.managerId),
                        Filters.gte(SortKey.FIELD, asked.fromDay)))
                .projection(EventProjections.NO_KEYS)
                .sort(Sorts.ascending(SortKey.FIELD))
                .limit(MOST_EVENTS));
        Multi<StoredEvent> deleted = events.find(new FindOptions()
                .filter(Filters.and(
                        Filters.eq(EventDocuments.MANAGER_ID, asked.managerId),
                        // Tombstones alone have none: they are together in the index.
                        Filters.eq(SortKey.FIELD, null),
                        Filters.gte(EventDocuments.DELETED_AT, asked.goneSince)))
                .hint(Indexes.BY_MANAGER_AND_ORD)
                .projection(EventProjections.NO_KEYS)
                .limit(MOST_EVENTS));
        return Multi.createBy()
                .concatenating()
                .streams(ahead, deleted)
                .select()
                .first(MOST_EVENTS)
                .collect()
                .asList();
    }
}
