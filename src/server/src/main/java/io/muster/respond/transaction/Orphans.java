package io.muster.respond.transaction;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.respond.RespondSettings;
import io.muster.store.client.MongoSettings;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.jboss.logging.Logger;

/**
 * Transactions of this service whose process is dead. They hold their events until the server aborts them, after a
 * minute or more. Ending their sessions frees the events at once (docs/design.md#orphans).
 */
@Singleton
public final class Orphans {
    private static final Logger LOG = Logger.getLogger(Orphans.class);

    private final ReactiveMongoDatabase admin;
    private final Duration age;
    private final AtomicBoolean looking = new AtomicBoolean();

    @Inject
    public Orphans(ReactiveMongoClient client, RespondSettings settings) {
        this(client, settings.orphanAge());
    }

    public Orphans(ReactiveMongoClient client, Duration age) {
        this.admin = client.getDatabase("admin");
        this.age = age;
    }

    /** Looks for orphans and ends them, unless this is in progress. Returns at once. */
    public void endThem() {
        if (looking.compareAndSet(false, true)) {
            find().chain(this::end)
                    .eventually(() -> looking.set(false))
                    .subscribe()
                    .with(ended -> {}, failure -> LOG.warnf(failure, "event=orphans outcome=failed"));
        }
    }

    /** The sessions of those transactions, this process's included: it may have lost one itself. */
    private Uni<List<Document>> find() {
        // Without allUsers: no privilege is needed to see and to end operations of the same user.
        List<Document> pipeline = List.of(
                new Document("$currentOp", new Document("allUsers", false).append("idleSessions", true)),
                new Document(
                        "$match",
                        new Document("appName", MongoSettings.APP_NAME)
                                .append("transaction.timeOpenMicros", new Document("$gte", age.toNanos() / 1000))));
        return admin.aggregate(pipeline)
                .map(operation -> operation.get("lsid", Document.class))
                .filter(session -> session != null)
                .map(session -> new Document("id", session.get("id")))
                .collect()
                .asList();
    }

    private Uni<Void> end(List<Document> sessions) {
        if (sessions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        LOG.warnf("event=orphans outcome=ended count=%d", sessions.size());
        return admin.runCommand(new Document("killSessions", sessions)).replaceWithVoid();
    }
}
