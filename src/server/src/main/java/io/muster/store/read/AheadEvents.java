package io.muster.store.read;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.store.CollectionNames;
import io.muster.store.GatheredReads;
import io.muster.store.SharedReads;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.RawBsonDocument;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads the events of a scope, once for all who ask at about the same time: with everybody who is in them, or, where that is
 * too much, with those alone who ask.
 */
@Singleton
class AheadEvents {
    /** What is read of the people in events grows with those who ask. */
    private static final int MOST_PEOPLE = 500;

    private final ReactiveMongoCollection<RawBsonDocument> events;
    private final KeptEvents kept;
    private final int maxEvents;
    private final long maxBytes;
    private final SharedReads<AheadScope, Optional<List<StoredEvent>>> whole = new SharedReads<>(this::whole);
    private final GatheredReads<AheadScope, String, Optional<List<StoredEvent>>> ofSome =
            new GatheredReads<>(MOST_PEOPLE, this::ofSome);

    private final TooLarge<AheadScope> tooLargeWhole = new TooLarge<>();
    private final TooLarge<AheadScope> tooLargeAtAll = new TooLarge<>();

    AheadEvents(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            KeptEvents kept,
            ReadSettings settings) {
        this.events = client.getDatabase(database).getCollection(CollectionNames.EVENTS, RawBsonDocument.class);
        this.kept = kept;
        this.maxEvents = settings.sharedEvents();
        this.maxBytes = settings.sharedBytes().asLongValue();
    }

    /**
     * The events, unordered, as of a read that begins after this is subscribed to; empty if they are too many, or too large even
     * without the people in them.
     *
     * @param userKey who asks: of other people nothing may be concluded but who is on standby
     */
    Uni<Optional<List<StoredEvent>>> of(AheadScope scope, String userKey) {
        return Uni.createFrom()
                .deferred(() -> tooLargeWhole.has(scope) ? none() : whole.read(scope))
                .chain(found -> found.isPresent() || tooLargeAtAll.has(scope)
                        ? Uni.createFrom().item(found)
                        : ofSome.read(scope, userKey));
    }

    private static Uni<Optional<List<StoredEvent>>> none() {
        return Uni.createFrom().item(Optional.empty());
    }

    private Uni<Optional<List<StoredEvent>>> whole(AheadScope scope) {
        return Room.take(
                        events.find(scope.search().limit(maxEvents + 1).batchSize(SharedSearch.BATCH)),
                        maxEvents,
                        maxBytes)
                .map(found -> found.map(
                        documents -> documents.stream().map(kept::whole).toList()))
                .invoke(found -> {
                    if (found.isEmpty()) {
                        tooLargeWhole.add(scope);
                    }
                });
    }

    private Uni<Optional<List<StoredEvent>>> ofSome(AheadScope scope, List<String> userKeys) {
        return Room.take(scope.shared(maxEvents + 1).of(events, userKeys), maxEvents, maxBytes)
                .map(found -> found.map(
                        documents -> documents.stream().map(kept::ofSome).toList()))
                .invoke(found -> {
                    if (found.isEmpty()) {
                        tooLargeAtAll.add(scope);
                    }
                });
    }
}
