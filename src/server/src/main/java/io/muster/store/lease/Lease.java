package io.muster.store.lease;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A lease on a task that one process at a time may run. The first process to take it holds it, by the database's time,
 * for as long as the work runs. If the process dies, the lease ends within half a minute (docs/design.md#leases).
 */
@Singleton
public class Lease {
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final int HELD_TIMES = 3;

    private static final String SINCE = "since";
    private static final String UNTIL = "until";
    private static final String HOLDER = "holder";
    private static final String NOBODY = "";

    private final ReactiveMongoCollection<Document> leases;
    private final String holder = UUID.randomUUID().toString();
    private final Duration length;

    @Inject
    public Lease(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this(client, database, LENGTH);
    }

    /** @param length how long a lease of a process that died goes on */
    public Lease(ReactiveMongoClient client, String database, Duration length) {
        this.length = length;
        this.leases = client.getDatabase(database).getCollection(CollectionNames.LEASES);
    }

    /** Takes it, unless another process holds it; returns whether it was taken. */
    public Uni<Boolean> take(String name) {
        Document free = new Document("$lte", List.of("$" + UNTIL, "$$NOW"));
        Document taken = new Document(HOLDER, holder).append(SINCE, "$$NOW").append(UNTIL, after("$$NOW", length));
        return make(name).chain(() -> set(Filters.and(Filters.eq("_id", name), Filters.expr(free)), taken));
    }

    /** Runs the work and holds the lease until it ends. */
    public <T> Uni<T> held(String name, Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            Cancellable holding = Multi.createFrom()
                    .ticks()
                    .every(length.dividedBy(HELD_TIMES))
                    .onOverflow()
                    .drop()
                    .onItem()
                    .transformToUniAndConcatenate(
                            tick -> hold(name, length).onFailure().recoverWithItem(false))
                    .subscribe()
                    .with(held -> {});
            return work.onTermination().invoke(holding::cancel);
        });
    }

    /** Extends it; returns whether this process still held it. */
    public Uni<Boolean> hold(String name, Duration time) {
        return set(mine(name), new Document(UNTIL, after("$$NOW", time)));
    }

    /** Gives it back; returns whether this process still held it. */
    public Uni<Boolean> giveBack(String name) {
        return leave(name, Duration.ZERO);
    }

    /** Lets it end so long after it was taken; returns whether this process still held it. */
    public Uni<Boolean> leave(String name, Duration afterTaken) {
        return set(mine(name), new Document(HOLDER, NOBODY).append(UNTIL, after("$" + SINCE, afterTaken)));
    }

    private Bson mine(String name) {
        return Filters.and(Filters.eq("_id", name), Filters.eq(HOLDER, holder));
    }

    private static Document after(String time, Duration pause) {
        return new Document("$add", List.of(time, pause.toMillis()));
    }

    private Uni<Boolean> set(Bson filter, Document fields) {
        return leases.updateOne(filter, List.of(new Document("$set", fields)))
                .map(result -> result.getMatchedCount() == 1);
    }

    /** An upsert cannot use the database's time, so the document is created, expired, before it is taken. */
    private Uni<Void> make(String name) {
        Document unlessThere = new Document("$setOnInsert", new Document(UNTIL, new Date(0)));
        return leases.updateOne(Filters.eq("_id", name), unlessThere, new UpdateOptions().upsert(true))
                .replaceWithVoid()
                .onFailure(DatabaseFailure::isDuplicateKey)
                .recoverWithNull();
    }
}
