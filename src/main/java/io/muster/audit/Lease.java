package io.muster.audit;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What one process of all may do for a while: whoever takes it first has it until it runs out, by the database's own time.
 * It is not given back: until it runs out, it was just done.
 */
@Singleton
class Lease {
    private static final int DUPLICATE_KEY = 11000;
    private static final String UNTIL = "until";
    private static final String HOLDER = "holder";

    private final ReactiveMongoCollection<Document> leases;
    private final String holder = UUID.randomUUID().toString();

    @Inject
    Lease(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.leases = client.getDatabase(database).getCollection("leases");
    }

    /** Takes it for so long, unless somebody has it; returns whether it was taken. */
    Uni<Boolean> take(String name, Duration length) {
        Document free = new Document("$lte", List.of("$" + UNTIL, "$$NOW"));
        return make(name).chain(() -> hold(Filters.and(Filters.eq("_id", name), Filters.expr(free)), length));
    }

    /** Holds it for so long from now on; returns whether it still was this process'. */
    Uni<Boolean> keep(String name, Duration length) {
        return hold(Filters.and(Filters.eq("_id", name), Filters.eq(HOLDER, holder)), length);
    }

    private Uni<Boolean> hold(Bson filter, Duration length) {
        Document until = new Document("$add", List.of("$$NOW", length.toMillis()));
        Document set = new Document(HOLDER, holder).append(UNTIL, until);
        return leases.updateOne(filter, List.of(new Document("$set", set)))
                .map(result -> result.getMatchedCount() == 1);
    }

    /** An upsert may not ask for the time, so it is there, run out, before anybody takes it. */
    private Uni<Void> make(String name) {
        Document unlessThere = new Document("$setOnInsert", new Document(UNTIL, new Date(0)));
        return leases.updateOne(Filters.eq("_id", name), unlessThere, new UpdateOptions().upsert(true))
                .replaceWithVoid()
                .onFailure(Lease::isThere)
                .recoverWithNull();
    }

    private static boolean isThere(Throwable failure) {
        return failure instanceof MongoException mongo && mongo.getCode() == DUPLICATE_KEY;
    }
}
