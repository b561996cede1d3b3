package io.muster.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.ClientSessionOptions;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.store.CollectionNames;
import io.muster.store.Hello;
import io.muster.store.JournalFields;
import io.muster.store.outbound.RecordedSince;
import io.muster.store.outbound.Unnumbered.Line;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens change streams over the journal, read by commands of our own, which say how far they are while nothing happens. */
@Singleton
final class JournalTails {
    private static final ClientSessionOptions OPTIONS =
            ClientSessionOptions.builder().causallyConsistent(false).build();
    private static final int BATCH = 1_000;
    private static final Duration PATIENCE_FOR_CLOSING = Duration.ofMillis(500);
    private static final Document WRITTEN =
            new Document("$match", new Document("operationType", new Document("$in", List.of("insert", "invalidate"))));
    private static final Document OF_A_LINE = new Document(
            "$project",
            new Document("operationType", 1)
                    .append("fullDocument._id", 1)
                    .append("fullDocument.kind", 1)
                    .append("fullDocument." + JournalFields.AT, 1)
                    .append("fullDocument." + JournalFields.MANAGER_ID, 1));

    private final ReactiveMongoClient client;
    private final ReactiveMongoDatabase database;

    JournalTails(
            @MongoClientName("live") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.client = client;
        this.database = client.getDatabase(database);
    }

    /** One that begins after a token. */
    Uni<JournalTail> after(String token) {
        return open(new Document("resumeAfter", new Document("_data", token)));
    }

    /** One with all that is committed from now on. */
    Uni<JournalTail> fromNow() {
        return client.getDatabase("admin")
                .runCommand(Hello.COMMAND)
                .map(Hello::new)
                .map(hello -> hello.majorityTime()
                        .orElseGet(() -> new BsonTimestamp((int) hello.now().getEpochSecond(), 0)))
                .chain(now -> open(new Document("startAtOperationTime", now)));
    }

    private Uni<JournalTail> open(Document start) {
        Document command = new Document("aggregate", CollectionNames.JOURNAL)
                .append("pipeline", List.of(new Document("$changeStream", start), WRITTEN, OF_A_LINE))
                .append("cursor", new Document("batchSize", BATCH))
                .append("readConcern", new Document("level", "majority"));
        return client.startSession(OPTIONS)
                .chain(session -> database.runCommand(session, command)
                        .<JournalTail>map(answer -> new Tail(session, answer.get("cursor", Document.class)))
                        .onFailure()
                        .invoke(session::close));
    }

    private final class Tail implements JournalTail {
        private final ClientSession session;
        private final long id;
        private final Part first;

        private Tail(ClientSession session, Document opened) {
            this.session = session;
            this.id = opened.getLong("id");
            this.first = part(opened, "firstBatch");
        }

        @Override
        public Part first() {
            return first;
        }

        @Override
        public Uni<Part> next(Duration longest) {
            Document command = new Document("getMore", id)
                    .append("collection", CollectionNames.JOURNAL)
                    .append("batchSize", BATCH)
                    .append("maxTimeMS", longest.toMillis());
            return database.runCommand(session, command)
                    .map(answer -> part(answer.get("cursor", Document.class), "nextBatch"));
        }

        @Override
        public Uni<Void> close() {
            Document command = new Document("killCursors", CollectionNames.JOURNAL).append("cursors", List.of(id));
            // Not in the session, where another command may be running.
            return Uni.createFrom()
                    .deferred(() -> database.runCommand(command))
                    .replaceWithVoid()
                    .ifNoItem()
                    .after(PATIENCE_FOR_CLOSING)
                    .recoverWithItem(() -> null)
                    .onFailure()
                    .recoverWithNull()
                    .invoke(session::close);
        }

        private Part part(Document cursor, String batch) {
            List<Document> events = cursor.getList(batch, Document.class);
            if (cursor.getLong("id") == 0) {
                throw new IllegalStateException("the journal was dropped");
            }
            List<Line> lines = events.stream()
                    .map(event -> event.get("fullDocument", Document.class))
                    .map(RecordedSince::line)
                    .flatMap(Optional::stream)
                    .toList();
            return new Part(lines, token(cursor, events));
        }
    }

    private static Optional<String> token(Document cursor, List<Document> events) {
        return Optional.ofNullable(cursor.get("postBatchResumeToken", Document.class))
                .or(() -> events.isEmpty()
                        ? Optional.empty()
                        : Optional.ofNullable(events.get(events.size() - 1).get("_id", Document.class)))
                .map(it -> it.getString("_data"));
    }
}
