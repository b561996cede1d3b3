package io.muster.event.read;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Singleton;

import com.mongodb.MongoCommandException;
import com.mongodb.client.model.IndexModel;
import io.muster.event.People;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import mutiny.zero.flow.adapters.AdaptersToFlow;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes the collections and indexes at the start. Safe to run again, and in several processes at once. It goes on trying
 * until the database is there; until then the service is not ready. Collections have to be there before the first
 * transaction: MongoDB 4.2 makes none inside one.
 */
@Singleton
public class Schema {
    private static final Logger LOG = Logger.getLogger(Schema.class);
    private static final int NAMESPACE_EXISTS = 48;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_BUILD = Duration.ofMinutes(30);

    private final ReactiveMongoClient client;
    private final String database;
    private final AtomicReference<State> state = new AtomicReference<>(State.MAKING);
    private volatile Cancellable making = () -> {};

    Schema(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.client = client;
        this.database = database;
    }

    private enum State {
        MAKING,
        MADE
    }

    /** Whether everything is there. */
    public boolean isReady() {
        return state.get() == State.MADE;
    }

    void start(@Observes StartupEvent event) {
        making = Uni.createFrom()
                .deferred(this::make)
                .onFailure()
                .invoke(Schema::report)
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .subscribe()
                .with(made -> state.set(State.MADE));
    }

    void stop(@Observes Shutdown event) {
        making.cancel();
    }

    private Uni<Void> make() {
        ReactiveMongoDatabase target = client.getDatabase(database);
        return collection(target, "events", Indexes.OF_EVENTS)
                .chain(() -> collection(target, "journal", Indexes.OF_JOURNAL))
                .chain(() -> create(target, People.COLLECTION));
    }

    private static Uni<Void> collection(ReactiveMongoDatabase target, String name, List<IndexModel> indexes) {
        return create(target, name).chain(() -> index(target, name, indexes));
    }

    /** Nothing if they are there. In a collection that is large already it takes long, and an end put to it loses all of it. */
    private static Uni<Void> index(ReactiveMongoDatabase target, String name, List<IndexModel> indexes) {
        var patient = target.unwrap().withTimeout(LONGEST_BUILD.toMillis(), TimeUnit.MILLISECONDS);
        return Multi.createFrom()
                .publisher(AdaptersToFlow.publisher(patient.getCollection(name).createIndexes(indexes)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> create(ReactiveMongoDatabase target, String name) {
        return target.createCollection(name).onFailure(Schema::exists).recoverWithNull();
    }

    private static boolean exists(Throwable failure) {
        return failure instanceof MongoCommandException command && command.getErrorCode() == NAMESPACE_EXISTS;
    }

    private static void report(Throwable failure) {
        LOG.warnf("schema not made yet, trying again cause=%s", failure.getMessage());
    }
}
