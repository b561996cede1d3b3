package io.muster.store.read;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.muster.store.CollectionNames;
import io.muster.store.SharedReads;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.RawBsonDocument;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads the events of a scope whole, once for all who ask at about the same time. A scope with too many events, or too
 * many people in them, is not read: a search for each person reads less then.
 */
@Singleton
class AheadEvents {
    /** What most scopes have comes in one reply; of one that is too large not all is sent. */
    private static final int BATCH = 300;

    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int MAX_REMEMBERED = 10_000;

    private final ReactiveMongoCollection<RawBsonDocument> events;
    private final KeptEvents kept;
    private final int maxEvents;
    private final long maxBytes;
    private final SharedReads<AheadScope, Optional<List<StoredEvent>>> reads = new SharedReads<>(this::read);

    /** The scopes that were found too large, so that they are not read in vain each time. */
    private final Cache<AheadScope, Boolean> tooLarge = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

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

    /** The events, unordered, as of a read that begins after this is subscribed to; empty if the scope is too large. */
    Uni<Optional<List<StoredEvent>>> of(AheadScope scope) {
        return Uni.createFrom()
                .deferred(() -> tooLarge.getIfPresent(scope) == null
                        ? reads.read(scope)
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<List<StoredEvent>>> read(AheadScope scope) {
        return Room.read(events, scope.search(), BATCH, maxEvents, maxBytes)
                .map(found -> found.map(
                        documents -> documents.stream().map(kept::whole).toList()))
                .invoke(found -> {
                    if (found.isEmpty()) {
                        tooLarge.put(scope, true);
                    }
                });
    }
}
