package io.muster.store.schema;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.IndexModel;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.muster.store.Indexes;
import io.muster.store.calendar.CalendarAddresses;
import io.muster.store.erasure.Erasures;
import io.muster.store.erasure.Forgotten;
import io.muster.store.notice.Deliveries;
import io.muster.store.notice.Notes;
import io.muster.store.notice.PendingNotices;
import io.muster.store.outbound.DueList;
import io.muster.store.outbound.StoredNumbers;
import io.muster.store.people.BlockingFirms;
import io.muster.store.people.StoredTokens;
import io.muster.store.webhook.Webhooks;
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
 * Creates the collections and indexes at the start, and joins the processes that run. It is idempotent, also in several processes at once. It retries
 * until the database is available; until then the service is not ready. Collections have to exist before the first
 * transaction, because MongoDB 4.2 creates none inside one.
 */
@Singleton
public class Schema {
    private static final Logger LOG = Logger.getLogger(Schema.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_BUILD = Duration.ofMinutes(30);

    private final ReactiveMongoClient client;
    private final String database;
    private final Supplier<Uni<Void>> joined;
    private final AtomicReference<State> state = new AtomicReference<>(State.MAKING);
    private volatile Cancellable making = () -> {};

    @Inject
    Schema(
            ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            Membership membership) {
        this(client, database, membership::begin);
    }

    /** @param joined what else has to be done, last, before this process is ready */
    public Schema(ReactiveMongoClient client, String database, Supplier<Uni<Void>> joined) {
        this.client = client;
        this.database = database;
        this.joined = joined;
    }

    private enum State {
        MAKING,
        MADE
    }

    /** Whether all collections and indexes exist. */
    public boolean isReady() {
        return state.get() == State.MADE;
    }

    /** After everything that can end the start. */
    public void start(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent event) {
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
        return collection(target, CollectionNames.EVENTS, Indexes.OF_EVENTS)
                .chain(() -> collection(target, CollectionNames.JOURNAL, Indexes.OF_JOURNAL))
                .chain(() -> create(target, CollectionNames.PEOPLE))
                .chain(() -> collection(target, CollectionNames.ATTENDANCE, Indexes.OF_ATTENDANCE))
                .chain(() -> create(target, CollectionNames.FIRMS))
                .chain(() -> collection(target, CollectionNames.MEMBERS, Indexes.OF_MEMBERS))
                .chain(() -> create(target, CollectionNames.TEAMS))
                .chain(() -> collection(target, CollectionNames.TOKENS, StoredTokens.INDEXES))
                .chain(() -> collection(target, CollectionNames.CALENDARS, CalendarAddresses.INDEXES))
                .chain(() -> create(target, CollectionNames.FENCES))
                .chain(() -> collection(target, CollectionNames.JOBS, Erasures.INDEXES))
                .chain(() -> collection(target, CollectionNames.FORGOTTEN, Forgotten.INDEXES))
                .chain(() -> collection(target, CollectionNames.NOTICES, PendingNotices.INDEXES))
                .chain(() -> create(target, CollectionNames.NOTICE_POSITIONS))
                .chain(() -> collection(target, CollectionNames.DELIVERIES, Deliveries.INDEXES))
                .chain(() -> collection(target, CollectionNames.NOTES, Notes.INDEXES))
                .chain(() -> collection(target, CollectionNames.OUTBOUND, StoredNumbers.INDEXES))
                .chain(() -> collection(target, CollectionNames.DUE, DueList.INDEXES))
                .chain(() -> collection(target, CollectionNames.WEBHOOKS, Webhooks.INDEXES))
                .chain(() -> create(target, CollectionNames.TURNS))
                .chain(() -> create(target, CollectionNames.SCHEMA))
                .chain(() -> new BlockingFirms(target).markThoseLeftWithout())
                .chain(joined::get);
    }

    private static Uni<Void> collection(ReactiveMongoDatabase target, String name, List<IndexModel> indexes) {
        return create(target, name).chain(() -> index(target, name, indexes));
    }

    /** Does nothing if they exist. On a large collection it takes long, and an aborted build has to start again. */
    private static Uni<Void> index(ReactiveMongoDatabase target, String name, List<IndexModel> indexes) {
        var patient = target.unwrap().withTimeout(LONGEST_BUILD.toMillis(), TimeUnit.MILLISECONDS);
        return Multi.createFrom()
                .publisher(AdaptersToFlow.publisher(patient.getCollection(name).createIndexes(indexes)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Uni<Void> create(ReactiveMongoDatabase target, String name) {
        return target.createCollection(name)
                .onFailure(DatabaseFailure::isNamespaceExists)
                .recoverWithNull();
    }

    private static void report(Throwable failure) {
        LOG.warnf("schema not made yet, trying again cause=%s", failure.getMessage());
    }
}
