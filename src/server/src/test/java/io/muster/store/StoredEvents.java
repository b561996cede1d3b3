package io.muster.store;

import java.util.List;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import io.muster.event.Event;
import io.muster.event.journal.JournalEntry;
import io.muster.store.write.EventUpdate;
import io.muster.testing.database.TestDatabase;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.conversions.Bson;

/** A database of a test's own, to carry updates out on as the service does: in a transaction, given up where one misses. */
public final class StoredEvents implements AutoCloseable {
    private final MongoClient client = MongoClients.create(TestDatabase.uri());
    private final MongoDatabase database = client.getDatabase(TestDatabase.freshName())
            .withCodecRegistry(CodecRegistries.fromRegistries(
                    CodecRegistries.fromProviders(new Codecs()), MongoClientSettings.getDefaultCodecRegistry()));
    private final MongoCollection<Event> events = database.getCollection("events", Event.class);
    private final MongoCollection<JournalEntry> journal = database.getCollection("journal", JournalEntry.class);

    public StoredEvents() {
        database.createCollection("events");
        database.createCollection("journal");
    }

    /** Stores an event in place of the one with its id, if there is one. */
    public void put(Event event) {
        events.deleteOne(Filters.eq("_id", event.id()));
        events.insertOne(event);
    }

    public Event event(Event sameId) {
        return found(events, Filters.eq("_id", sameId.id()));
    }

    public Document document(Event sameId) {
        return found(database.getCollection("events"), Filters.eq("_id", sameId.id()));
    }

    JournalEntry storedAndRead(JournalEntry line) {
        journal.deleteMany(new Document());
        journal.insertOne(line);
        return found(journal, new Document());
    }

    public Document document(JournalEntry line) {
        journal.deleteMany(new Document());
        journal.insertOne(line);
        return found(database.getCollection("journal"), new Document());
    }

    private static <T> T found(MongoCollection<T> collection, Bson filter) {
        T found = collection.find(filter).first();
        if (found == null) {
            throw new AssertionError("nothing stored");
        }
        return found;
    }

    /** @return whether every step found its event; if one did not, nothing is changed */
    public boolean carryOut(EventUpdate update) {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            for (EventUpdate.Step step : update.preparations()) {
                if (!carriedOut(session, step)) {
                    session.abortTransaction();
                    return false;
                }
            }
            if (!carriedOut(session, update.last())) {
                session.abortTransaction();
                return false;
            }
            session.commitTransaction();
            return true;
        }
    }

    private boolean carriedOut(ClientSession session, EventUpdate.Step step) {
        UpdateOptions options = new UpdateOptions();
        if (!step.arrayFilters().isEmpty()) {
            options.arrayFilters(step.arrayFilters());
        }
        return events.updateOne(session, step.filter(), step.update(), options).getMatchedCount() == 1;
    }

    /** The same steps with nothing to stop them. */
    public void carryOutUnguarded(EventUpdate update, Event sameId) {
        Bson anyVersion = Filters.eq("_id", sameId.id());
        List<EventUpdate.Step> preparations = update.preparations().stream()
                .map(step -> new EventUpdate.Step(anyVersion, step.update(), step.arrayFilters()))
                .toList();
        EventUpdate.Step last = new EventUpdate.Step(anyVersion, update.last().update(), List.of());
        if (!carryOut(new EventUpdate(preparations, last))) {
            throw new AssertionError("nothing stored");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
