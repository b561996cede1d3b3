package io.muster.respond;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Event;
import io.muster.event.JournalEntry;
import io.muster.event.Plan;
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

    private final ReactiveMongoCollection<Event> events;
    private final ReactiveMongoCollection<JournalEntry> journal;

    @Inject
    MongoLedger(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this(client.getDatabase(database));
    }

    MongoLedger(ReactiveMongoDatabase database) {
        this.events = database.getCollection("events", Event.class);
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
        throw new UnsupportedOperationException("not written yet");
    }

    @Override
    public Uni<List<Event>> insert(
            ClientSession session, List<Event> events, String actor, String requestKey, String fingerprint) {
        throw new UnsupportedOperationException("not written yet");
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
        RawBsonDocument event = (RawBsonDocument) found.getDocument(EVENT);
        Instant now = Instant.ofEpochMilli(found.getDateTime(NOW).getValue());
        return new Snapshot(event.decode(events.getCodecRegistry().get(Event.class)), now);
    }
}
