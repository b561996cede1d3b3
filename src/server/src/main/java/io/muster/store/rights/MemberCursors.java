package io.muster.store.rights;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.ClientSessionOptions;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.store.CollectionNames;
import io.muster.store.MemberFields;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Opens change streams over the members, read by commands of our own: an answer that has nothing says that there was nothing, which the
 * driver's streams do not tell.
 */
@Singleton
final class MemberCursors {
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

    MemberCursors(
            @MongoClientName("live") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.client = client;
        this.database = client.getDatabase(database);
    }

    /** Opens one: it has what changes from now on. */
    Uni<MemberCursor> open() {
        Document command = new Document("aggregate", CollectionNames.MEMBERS)
                .append("pipeline", PIPELINE)
                .append("cursor", new Document("batchSize", BATCH))
                .append("readConcern", new Document("level", "majority"));
        return client.startSession(OPTIONS)
                .chain(session -> database.runCommand(session, command)
                        .<MemberCursor>map(answer -> new Cursor(session, answer.get("cursor", Document.class)))
                        .onFailure()
                        .invoke(session::close));
    }

    /** An open change stream. It belongs to its session. */
    private final class Cursor implements MemberCursor {
        private final ClientSession session;
        private final long id;
        private final List<MemberChanged> first;

        private Cursor(ClientSession session, Document opened) {
            this.session = session;
            this.id = opened.getLong("id");
            this.first = changes(opened, "firstBatch");
        }

        @Override
        public List<MemberChanged> first() {
            return first;
        }

        @Override
        public Uni<List<MemberChanged>> next(Duration longest) {
            Document command = new Document("getMore", id)
                    .append("collection", CollectionNames.MEMBERS)
                    .append("batchSize", BATCH)
                    .append("maxTimeMS", longest.toMillis());
            return database.runCommand(session, command)
                    .map(answer -> changes(answer.get("cursor", Document.class), "nextBatch"));
        }

        @Override
        public Uni<Void> close() {
            Document command = new Document("killCursors", CollectionNames.MEMBERS).append("cursors", List.of(id));
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

        private List<MemberChanged> changes(Document cursor, String batch) {
            List<MemberChanged> changes = new ArrayList<>();
            cursor.getList(batch, Document.class).forEach(event -> change(event).ifPresent(changes::add));
            if (cursor.getLong("id") == 0) {
                throw new IllegalStateException("the members were dropped");
            }
            return changes;
        }
    }

    /** One whose document is gone by now is told as gone: nobody can say any more whom it was about. */
    private static Optional<MemberChanged> change(Document event) {
        return Optional.ofNullable(event.get("documentKey", Document.class))
                .map(key -> key.get("_id"))
                .filter(ObjectId.class::isInstance)
                .map(ObjectId.class::cast)
                .map(id -> new MemberChanged(
                        id,
                        Optional.ofNullable(event.get("fullDocument", Document.class))
                                .map(member -> member.getString(MemberFields.USER_KEY))));
    }
}
