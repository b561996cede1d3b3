package io.muster.store.outbound;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import io.muster.store.CollectionNames;
import io.muster.store.Documents;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How far the journal has been numbered: the document {@code outbound} of {@code jobs}. */
@Singleton
public class OutboundPosition {
    private static final Bson THE_ONE = Filters.eq("_id", "outbound");
    private static final String TOKEN = "token";
    private static final String AT = "at";

    private final ReactiveMongoCollection<Document> jobs;

    OutboundPosition(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.jobs = client.getDatabase(database).getCollection(CollectionNames.JOBS);
    }

    /**
     * A position in the journal's change stream.
     *
     * @param token by which the stream is resumed
     * @param at everything recorded before has its number, but what a transaction may have held for longer
     */
    public record Position(String token, Instant at) {}

    /** Empty where nothing has been numbered. */
    public Uni<Optional<Position>> read() {
        return jobs.find(new FindOptions().filter(THE_ONE).limit(1))
                .collect()
                .first()
                .map(found -> Optional.ofNullable(found)
                        .map(it -> new Position(it.getString(TOKEN), Documents.instant(it, AT))));
    }

    public Uni<Void> store(Position position) {
        Document set = new Document(TOKEN, position.token()).append(AT, Date.from(position.at()));
        return jobs.updateOne(THE_ONE, new Document("$set", set), new UpdateOptions().upsert(true))
                .replaceWithVoid();
    }
}
