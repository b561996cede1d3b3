package io.muster.live.stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.ClientSessionOptions;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.journal.JournalEntry;
import io.muster.live.step.LiveLoop;
import io.muster.store.CollectionNames;
import io.muster.store.Hello;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens change streams over the journal. All answers arrive on the {@link LiveLoop}. */
@Singleton
final class JournalCursors implements JournalCursor.Commands {
    private static final ClientSessionOptions OPTIONS =
            ClientSessionOptions.builder().causallyConsistent(false).build();
    private static final Document COLLECTION = new Document("listCollections", 1)
            .append("filter", new Document("name", CollectionNames.JOURNAL))
            .append("nameOnly", true);

    private final ReactiveMongoClient client;
    private final ReactiveMongoDatabase database;
    private final LiveLoop loop;
    private final ReplyReader reader;

    @Inject
    JournalCursors(
            @MongoClientName("live") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            LiveLoop loop) {
        this.client = client;
        this.loop = loop;
        this.database = client.getDatabase(database);
        this.reader = new ReplyReader(this.database
                .getCollection(CollectionNames.JOURNAL, JournalEntry.class)
                .getCodecRegistry()
                .get(JournalEntry.class));
    }

    /** Whether the collection exists. */
    Uni<Boolean> journalIsThere() {
        return database.runCommand(COLLECTION)
                .map(answer -> !answer.get("cursor", Document.class)
                        .getList("firstBatch", Document.class)
                        .isEmpty())
                .emitOn(loop);
    }

    /** The majority-committed time: what a stream can have delivered by now. */
    Uni<BsonTimestamp> now() {
        return client.getDatabase("admin")
                .runCommand(Hello.COMMAND)
                .map(Hello::new)
                .map(JournalCursors::time)
                .emitOn(loop);
    }

    private static BsonTimestamp time(Hello hello) {
        return hello.majorityTime()
                .orElseGet(() -> new BsonTimestamp((int) hello.now().getEpochSecond(), 0));
    }

    Uni<JournalCursor> open(StreamStart start) {
        return client.startSession(OPTIONS)
                .emitOn(loop)
                .chain(session -> JournalCursor.open(this, reader, session, start));
    }

    @Override
    public Uni<RawBsonDocument> run(Document command) {
        return database.runCommand(command, RawBsonDocument.class).emitOn(loop);
    }

    @Override
    public Uni<RawBsonDocument> run(ClientSession session, Document command) {
        return database.runCommand(session, command, RawBsonDocument.class).emitOn(loop);
    }
}
