package io.muster.store.rights;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.ClientSessionOptions;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.store.MemberFields;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Opens change streams over what decides rights, read by commands of our own: an answer that has nothing says that there was nothing, which the
 * driver's streams do not tell.
 */
@Singleton
final class RightsCursors {
    private static final ClientSessionOptions OPTIONS =
            ClientSessionOptions.builder().causallyConsistent(false).build();
    private static final int BATCH = 500;
    private static final Duration PATIENCE_FOR_CLOSING = Duration.ofMillis(500);
    private static final List<Document> PIPELINE = List.of(
            new Document("$changeStream", new Document("fullDocument", "updateLookup")),
            new Document(
                    "$project",
                    new Document("operationType", 1)
                            .append("documentKey", 1)
                            .append("fullDocument." + MemberFields.USER_KEY, 1)));

    private final ReactiveMongoClient client;
    private final ReactiveMongoDatabase database;

    RightsCursors(
            @MongoClientName("live") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.client = client;
        this.database = client.getDatabase(database);
    }

    /** Opens one: it has what changes from now on. */
    Uni<RightsCursor> open(RightsSource source) {
        Document command = new Document("aggregate", source.collection())
                .append("pipeline", PIPELINE)
                .append("cursor", new Document("batchSize", BATCH))
                .append("readConcern", new Document("level", "majority"));
        return client.startSession(OPTIONS)
                .chain(session -> database.runCommand(session, command)
                        .<RightsCursor>map(answer -> new Cursor(source, session, answer.get("cursor", Document.class)))
                        .onFailure()
                        .invoke(session::close));
    }

    /** An open change stream. It belongs to its session. */
    private final class Cursor implements RightsCursor {
        private final RightsSource source;
        private final ClientSession session;
        private final long id;
        private final List<RightsChanged> first;

        private Cursor(RightsSource source, ClientSession session, Document opened) {
            this.source = source;
            this.session = session;
            this.id = opened.getLong("id");
            this.first = changes(opened, "firstBatch");
        }

        @Override
        public List<RightsChanged> first() {
            return first;
        }

        @Override
        public Uni<List<RightsChanged>> next(Duration longest) {
            Document command = new Document("getMore", id)
                    .append("collection", source.collection())
                    .append("batchSize", BATCH)
                    .append("maxTimeMS", longest.toMillis());
            return database.runCommand(session, command)
                    .map(answer -> changes(answer.get("cursor", Document.class), "nextBatch"));
        }

        @Override
        public Uni<Void> close() {
            Document command = new Document("killCursors", source.collection()).append("cursors", List.of(id));
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

        private List<RightsChanged> changes(Document cursor, String batch) {
            List<RightsChanged> changes = new ArrayList<>();
            cursor.getList(batch, Document.class)
                    .forEach(event -> change(source, event).ifPresent(changes::add));
            if (cursor.getLong("id") == 0) {
                throw new IllegalStateException("the collection was dropped");
            }
            return changes;
        }
    }

    private static Optional<RightsChanged> change(RightsSource source, Document event) {
        return Optional.ofNullable(event.get("documentKey", Document.class))
                .map(key -> key.get("_id"))
                .filter(ObjectId.class::isInstance)
                .map(ObjectId.class::cast)
                .map(id -> new RightsChanged(
                        id, source.userKey(id, Optional.ofNullable(event.get("fullDocument", Document.class)))));
    }
}
