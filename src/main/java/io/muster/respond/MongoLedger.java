package io.muster.respond;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.DerivedFields;
import io.muster.event.Event;
import io.muster.event.EventUpdate;
import io.muster.event.JournalEntry;
import io.muster.event.NewEvent;
import io.muster.event.People;
import io.muster.event.Plan;
import io.muster.identity.Caller;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The ledger in MongoDB: the collections {@code events} and {@code journal}. */
@Singleton
final class MongoLedger implements Ledger {
    private static final String EVENT = "event";
    private static final String NOW = "now";

    /** By the old name, which every server from 4.2 on knows. */
    private static final Document HELLO = new Document("isMaster", 1);

    private final Function<List<Caller>, Uni<Void>> people;
    private final ReactiveMongoDatabase database;
    private final ReactiveMongoCollection<Event> events;
    private final ReactiveMongoCollection<Document> documents;
    private final ReactiveMongoCollection<JournalEntry> journal;

    @Inject
    MongoLedger(
            ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            People people) {
        this(client.getDatabase(database), people::remember);
    }

    /** @param people keeps what is told of people */
    MongoLedger(ReactiveMongoDatabase database, Function<List<Caller>, Uni<Void>> people) {
        this.people = people;
        this.database = database;
        this.events = database.getCollection("events", Event.class);
        this.documents = database.getCollection("events");
        this.journal = database.getCollection("journal", JournalEntry.class);
    }

    @Override
    public Uni<Optional<Snapshot>> read(ClientSession session, ObjectId eventId) {
        List<Bson> pipeline = List.of(
                new Document("$match", new Document("_id", eventId)),
                new Document("$project", new Document(EVENT, "$$ROOT").append(NOW, "$$NOW")));
        return events.aggregate(session, pipeline, RawBsonDocument.class)
                .collect()
                .first()
                .map(found -> Optional.ofNullable(found).map(this::snapshot));
    }

    @Override
    public Uni<Map<String, JournalEntry>> known(ClientSession session, ObjectId eventId, List<String> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Bson recorded = Filters.and(Filters.eq("eventId", eventId), Filters.in("requestKey", keys));
        return journal.find(session, recorded, new FindOptions().batchSize(keys.size()))
                .collect()
                .asMap(JournalEntry::requestKey);
    }

    @Override
    public Uni<Void> write(ClientSession session, Plan plan) {
        EventUpdate update = EventUpdate.of(plan);
        Uni<Void> written = Uni.createFrom().voidItem();
        for (EventUpdate.Step step : update.preparations()) {
            written = written.chain(() -> prepare(session, plan, step));
        }
        return written.chain(() -> change(session, plan, update.last()))
                .chain(() -> journal.insertMany(session, plan.entries()))
                .replaceWithVoid();
    }

    private Uni<Void> prepare(ClientSession session, Plan plan, EventUpdate.Step step) {
        UpdateOptions options = new UpdateOptions().arrayFilters(step.arrayFilters());
        return events.updateOne(session, step.filter(), step.update(), options)
                .invoke(result -> missIf(result.getMatchedCount() == 0, plan))
                .replaceWithVoid();
    }

    /** The version is all that comes back: what the event is now the plan knows. */
    private Uni<Void> change(ClientSession session, Plan plan, EventUpdate.Step step) {
        FindOneAndUpdateOptions options = new FindOneAndUpdateOptions()
                .projection(Projections.include("version"))
                .returnDocument(ReturnDocument.AFTER);
        return documents
                .findOneAndUpdate(session, step.filter(), step.update(), options)
                .invoke(changed -> missIf(changed == null, plan))
                .replaceWithVoid();
    }

    private static void missIf(boolean missed, Plan plan) {
        if (missed) {
            throw new GuardMissed(plan.before().id(), plan.before().version());
        }
    }

    @Override
    public Uni<Void> remember(List<Caller> told) {
        return people.apply(told);
    }

    @Override
    public Uni<List<Event>> insert(
            ClientSession session, List<Event> made, String actor, String requestKey, String fingerprint) {
        return now().map(now ->
                        made.stream().map(event -> NewEvent.madeAt(event, now)).toList())
                .chain(stored -> events.insertMany(session, stored)
                        .onFailure(Failures::isDuplicateKey)
                        .transform(Changes.EventExists::new)
                        .chain(() -> journal.insertMany(session, firstEntries(stored, actor, requestKey, fingerprint)))
                        .replaceWith(stored));
    }

    /** The database's own time: nothing that a snapshot could be asked for is there yet. */
    private Uni<Instant> now() {
        return database.runCommand(HELLO)
                .map(answer -> answer.getDate("localTime").toInstant());
    }

    private static List<JournalEntry> firstEntries(
            List<Event> stored, String actor, String requestKey, String fingerprint) {
        List<JournalEntry> entries = new ArrayList<>(stored.size());
        for (Event event : stored) {
            entries.add(NewEvent.firstEntry(event, actor, requestKey, fingerprint, entries.size() + 1, stored.size()));
        }
        return entries;
    }

    @Override
    public Uni<Set<ObjectId>> existing(Set<ObjectId> ids) {
        FindOptions options = new FindOptions()
                .filter(Filters.and(Filters.in("_id", ids), Filters.exists("deletedAt", false)))
                .projection(Projections.include("_id"));
        return events.find(Document.class, options)
                .map(found -> found.getObjectId("_id"))
                .collect()
                .with(Collectors.toSet());
    }

    private Snapshot snapshot(RawBsonDocument found) {
        RawBsonDocument stored = (RawBsonDocument) found.getDocument(EVENT);
        Instant now = Instant.ofEpochMilli(found.getDateTime(NOW).getValue());
        Event event = stored.decode(events.getCodecRegistry().get(Event.class));
        return new Snapshot(event, now, () -> areFiguresWrong(stored, event));
    }

    private boolean areFiguresWrong(RawBsonDocument stored, Event event) {
        Document document = stored.decode(events.getCodecRegistry().get(Document.class));
        return !DerivedFields.wrongIn(document, event).isEmpty();
    }
}
