package io.muster.store.read;

import java.time.Duration;
import java.util.Map;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import io.muster.event.Event;
import io.muster.event.journal.JournalEntry;
import io.muster.store.EventDocuments;
import io.muster.store.JournalDocuments;
import io.muster.store.schema.Schema;
import io.muster.testing.database.FindRecorder;
import io.muster.testing.database.TestDatabase;
import io.quarkus.mongodb.impl.ReactiveMongoClientImpl;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.codecs.configuration.CodecRegistries;

/** A database of a test's own with the service's indexes, to write events into and to read them as processes do. */
public final class ReadDatabase implements AutoCloseable {
    private final String name = TestDatabase.freshName();
    private final MongoClient writer = MongoClients.create(TestDatabase.uri());
    private final MongoCollection<Document> events =
            writer.getDatabase(name).withWriteConcern(WriteConcern.MAJORITY).getCollection("events");
    private final ReactiveMongoClient reader;

    public ReadDatabase() {
        this(TestDatabase.uri());
    }

    /** @param uri where processes find it */
    public ReadDatabase(String uri) {
        reader = new ReactiveMongoClientImpl(
                com.mongodb.reactivestreams.client.MongoClients.create(MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString(uri))
                        .codecRegistry(CodecRegistries.fromRegistries(
                                CodecRegistries.fromProviders(new ReadCodecs()),
                                MongoClientSettings.getDefaultCodecRegistry()))
                        .readConcern(ReadConcern.MAJORITY)
                        .addCommandListener(new FindRecorder())
                        .build()));
        Schema schema = new Schema(reader, name, () -> Uni.createFrom().voidItem());
        schema.start(new StartupEvent());
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(schema::isReady);
    }

    /** What one process reads with. */
    public ReadsByHand.Reads process(Map<String, String> settings) {
        return new ReadsByHand.Reads(reader, name, settings);
    }

    /** Returns once it is committed. */
    public void put(Event event) {
        events.replaceOne(Filters.eq("_id", event.id()), EventDocuments.of(event), new ReplaceOptions().upsert(true));
    }

    /** Returns once it is committed. */
    public void record(JournalEntry line) {
        writer.getDatabase(name)
                .withWriteConcern(WriteConcern.MAJORITY)
                .getCollection("journal")
                .insertOne(JournalDocuments.of(line));
    }

    @Override
    public void close() {
        reader.close();
        writer.getDatabase(name).drop();
        writer.close();
    }
}
