package io.muster.live.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Made;
import io.muster.event.plan.Plan;
import io.muster.store.Codecs;
import io.muster.store.EventDocuments;
import io.muster.testing.database.TestDatabase;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistries;

/** A journal of a test's own, written as the service does: a batch in a transaction. */
final class Journal implements AutoCloseable {
    final String name = TestDatabase.freshName();
    final MongoDatabase database;
    private final AtomicInteger elsewhere = new AtomicInteger();
    private final MongoClient client;

    Journal() {
        this(TestDatabase.uri());
    }

    Journal(String uri) {
        client = MongoClients.create(uri);
        database = client.getDatabase(name)
                .withWriteConcern(WriteConcern.MAJORITY)
                .withCodecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromProviders(new Codecs()), MongoClientSettings.getDefaultCodecRegistry()));
        make();
        database.createCollection("other");
    }

    void make() {
        database.createCollection("journal");
    }

    MongoCollection<Document> documents() {
        return database.getCollection("journal");
    }

    /** Makes an event. */
    Event write(Event made) {
        commit(List.of(Made.firstLine(made)));
        return made;
    }

    /** Records what the requests make of the event, as one batch; all of them must be recorded. */
    Event write(Event event, KeyedCommand... requests) {
        Plan plan = Made.plan(event, requests);
        if (plan.entries().size() != requests.length) {
            throw new AssertionError("not recorded: " + plan.decisions());
        }
        commit(plan.entries());
        return plan.after();
    }

    void commit(List<JournalEntry> lines) {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            insert(session, lines);
            session.commitTransaction();
        }
    }

    void abort(List<JournalEntry> lines) {
        try (ClientSession session = client.startSession()) {
            session.startTransaction();
            insert(session, lines);
            session.abortTransaction();
        }
    }

    private void insert(ClientSession session, List<JournalEntry> lines) {
        database.getCollection("journal", JournalEntry.class).insertMany(session, new ArrayList<>(lines));
    }

    /** Stores the event as it is, with the index that finds a person's lines. */
    void store(Event event) {
        database.getCollection("journal").createIndex(new Document("userKey", 1).append("at", 1));
        database.getCollection("events").insertOne(EventDocuments.of(event));
    }

    /** Time goes on, and the journal has no part in it. */
    void writeElsewhere() {
        database.getCollection("other").insertOne(new Document("n", elsewhere.incrementAndGet()));
    }

    void kill(long cursor) {
        database.runCommand(new Document("killCursors", "journal").append("cursors", List.of(cursor)));
    }

    /** Makes the next commands of a name fail, those of the stream alone. */
    void failNext(int times, String command, Document how) {
        configure(new Document("mode", new Document("times", times))
                .append(
                        "data",
                        new Document(how)
                                .append("failCommands", List.of(command))
                                .append("appName", "muster-live")));
    }

    void failNoMore() {
        configure(new Document("mode", "off"));
    }

    private void configure(Document failPoint) {
        Document command = new Document("configureFailPoint", "failCommand");
        command.putAll(failPoint);
        client.getDatabase("admin").runCommand(command);
    }

    @Override
    public void close() {
        database.drop();
        client.close();
    }
}
