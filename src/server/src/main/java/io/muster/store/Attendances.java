package io.muster.store;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.muster.event.Attendance;
import io.muster.event.Event;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who arrived, left or was absent, one document for each person of an event (docs/design.md#attendance). Written outside any
 * transaction: the last one who writes is right.
 */
@Singleton
public class Attendances {
    /** The event in the {@code _id}. */
    public static final String ID_EVENT = "e";

    /** The userKey in the {@code _id}. */
    public static final String ID_PERSON = "u";

    private static final String MANAGER_ID = "managerId";
    private static final String STATE = "state";
    private static final String AT = "at";
    /** The userKey of the manager who noted it last. */
    public static final String ACTOR = "actor";

    static final String CHANGED_AT = "changedAt";

    private final ReactiveMongoCollection<Document> attendance;

    Attendances(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.attendance = client.getDatabase(database).getCollection(CollectionNames.ATTENDANCE);
    }

    /**
     * Notes a person's attendance, in place of what was noted before.
     *
     * @param actor the userKey of who notes it
     */
    public Uni<Void> note(Event event, String userKey, Attendance noted, String actor) {
        Bson update = Updates.combine(
                Updates.set(MANAGER_ID, event.managerId()),
                Updates.set(STATE, noted.state().wireName()),
                Updates.set(AT, Date.from(noted.at())),
                Updates.set(ACTOR, actor),
                Updates.currentDate(CHANGED_AT));
        return attendance
                .updateOne(Filters.eq("_id", id(event.id(), userKey)), update, new UpdateOptions().upsert(true))
                .onFailure(DatabaseFailure::isDuplicateKey)
                // Somebody else has noted something of the same person first at the same time: it is an update now.
                .retry()
                .atMost(1)
                .replaceWithVoid();
    }

    /** Takes back what was noted. The document stays, so that it says who did it and when. */
    public Uni<Void> takeBack(Event event, String userKey, String actor) {
        Bson update = Updates.combine(
                Updates.unset(STATE), Updates.unset(AT), Updates.set(ACTOR, actor), Updates.currentDate(CHANGED_AT));
        return attendance
                .updateOne(Filters.eq("_id", id(event.id(), userKey)), update)
                .replaceWithVoid();
    }

    /** What is noted of a person is noted of the person's other userKey from now on, unless something is already. */
    public Uni<Void> follow(ObjectId eventId, String from, String userKey, Instant now) {
        return attendance
                .find(new FindOptions()
                        .filter(Filters.and(Filters.eq("_id", id(eventId, from)), Filters.exists(STATE)))
                        .limit(1))
                .collect()
                .first()
                .chain(noted ->
                        noted == null ? Uni.createFrom().voidItem() : follow(eventId, from, userKey, noted, now));
    }

    private Uni<Void> follow(ObjectId eventId, String from, String userKey, Document noted, Instant now) {
        Document same = new Document(noted).append(CHANGED_AT, Date.from(now));
        same.remove("_id");
        return attendance
                .updateOne(
                        Filters.eq("_id", id(eventId, userKey)),
                        new Document("$setOnInsert", same),
                        new UpdateOptions().upsert(true))
                .onFailure(DatabaseFailure::isDuplicateKey)
                // Somebody notes something of the account just now: that is newer.
                .recoverWithNull()
                .chain(() -> attendance.deleteOne(Filters.eq("_id", id(eventId, from))))
                .replaceWithVoid();
    }

    /** What is noted of an event's people, by userKey. */
    public Uni<Map<String, Attendance>> of(ObjectId eventId) {
        return attendance
                .find(Filters.and(
                        Filters.gt("_id", id(eventId, new MinKey())), Filters.lt("_id", id(eventId, new MaxKey()))))
                .collect()
                .in(LinkedHashMap::new, Attendances::put);
    }

    /** What is noted of a person at some events, by event. */
    public Uni<Map<ObjectId, Attendance>> ofPerson(String userKey, Collection<ObjectId> eventIds) {
        if (eventIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        List<Document> ids =
                eventIds.stream().map(eventId -> id(eventId, userKey)).toList();
        Map<ObjectId, Attendance> noted = new HashMap<>();
        return attendance
                .find(Filters.in("_id", ids))
                .onItem()
                .invoke(document -> read(document)
                        .ifPresent(found ->
                                noted.put(document.get("_id", Document.class).getObjectId(ID_EVENT), found)))
                .collect()
                .last()
                .replaceWith(noted);
    }

    /**
     * What is noted of a person by now.
     *
     * @param attendance empty where it was taken back
     * @param changedAt when it was noted or taken back, by the database's clock
     */
    public record Noted(
            ObjectId eventId, String managerId, String userKey, Optional<Attendance> attendance, Instant changedAt) {}

    /**
     * What was noted or taken back at a time or later, in the order of time; of each person of an event the last alone. What cannot
     * be read is left out.
     *
     * @param limit the most that is read
     */
    public Uni<List<Noted>> since(Instant time, int limit) {
        return attendance
                .find(new FindOptions()
                        .filter(Filters.gte(CHANGED_AT, Date.from(time)))
                        .sort(Sorts.ascending(CHANGED_AT))
                        .limit(limit))
                .onItem()
                .transformToIterable(document -> noted(document).stream().toList())
                .collect()
                .asList();
    }

    private static Optional<Noted> noted(Document document) {
        return document.get("_id") instanceof Document id
                        && id.get(ID_EVENT) instanceof ObjectId eventId
                        && id.get(ID_PERSON) instanceof String userKey
                        && document.get(MANAGER_ID) instanceof String managerId
                        && document.get(CHANGED_AT) instanceof Date changedAt
                ? Optional.of(new Noted(eventId, managerId, userKey, read(document), changedAt.toInstant()))
                : Optional.empty();
    }

    /** The {@code _id}. */
    public static Document id(ObjectId eventId, Object userKey) {
        return new Document(ID_EVENT, eventId).append(ID_PERSON, userKey);
    }

    private static void put(Map<String, Attendance> found, Document document) {
        if (document.get("_id") instanceof Document id
                && id.get(ID_PERSON) instanceof String userKey
                && document.containsKey(STATE)) {
            read(document).ifPresentOrElse(noted -> found.put(userKey, noted), () -> damaged(id));
        }
    }

    private static Optional<Attendance> read(Document document) {
        return document.get(STATE) instanceof String state && document.get(AT) instanceof Date at
                ? Attendance.State.ofWireName(state).map(known -> new Attendance(known, at.toInstant()))
                : Optional.empty();
    }

    private static void damaged(Document id) {
        DamagedRecords.tell(CollectionNames.ATTENDANCE, id, List.of(STATE, AT));
    }
}
