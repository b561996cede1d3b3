package io.muster.store.notice;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.muster.store.Documents;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How far each firm's outbound log has been looked through for what people are told, one document a firm. */
@Singleton
public class NoticePositions {
    private static final String SEQ = "seq";

    private final ReactiveMongoCollection<Document> positions;

    @Inject
    NoticePositions(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this(client.getDatabase(database));
    }

    public NoticePositions(ReactiveMongoDatabase database) {
        this.positions = database.getCollection(CollectionNames.NOTICE_POSITIONS);
    }

    /** The last number that was looked at; 0 where there is none. */
    public Uni<Long> of(String firm) {
        return positions
                .find(new FindOptions().filter(Filters.eq("_id", firm)).limit(1))
                .collect()
                .first()
                .map(found -> found == null ? 0L : Documents.number(found, SEQ));
    }

    /** Everything up to a number was looked at. A position never goes back. */
    public Uni<Void> advance(String firm, long seq) {
        return positions
                .updateOne(Filters.eq("_id", firm), Updates.max(SEQ, seq), new UpdateOptions().upsert(true))
                .onFailure(DatabaseFailure::isDuplicateKey)
                .retry()
                .atMost(1)
                .replaceWithVoid();
    }
}
