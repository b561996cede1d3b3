package io.muster.store.people;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.muster.identity.Caller;
import io.muster.people.MachineToken;
import io.muster.people.TokenScope;
import io.muster.people.WireNames;
import io.muster.store.CollectionNames;
import io.muster.store.Documents;
import io.muster.store.GatheredReads;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The tokens of machines, one document each (docs/design.md#tokens). Nothing stored signs anybody in. */
@Singleton
public class StoredTokens {
    /** Each with its query, as in {@link io.muster.store.Indexes}. */
    public static final List<IndexModel> INDEXES = List.of(
            // Whose a secret is.
            new IndexModel(Indexes.ascending(StoredTokens.HASH), new IndexOptions().unique(true)),
            // Those of a firm.
            new IndexModel(Indexes.ascending(StoredTokens.MANAGER_ID)));

    private static final String MANAGER_ID = "managerId";
    private static final String HASH = "hash";
    private static final String SCOPE = "scope";
    private static final String NAME = "name";
    private static final String CREATED_AT = "createdAt";
    private static final String EXPIRES_AT = "expiresAt";
    private static final int MOST_HASHES = 500;

    private final ReactiveMongoCollection<Document> tokens;
    private final GatheredReads<String, String, Map<String, MachineToken>> reads =
            new GatheredReads<>(MOST_HASHES, (all, hashes) -> read(Set.copyOf(hashes)));

    StoredTokens(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.tokens = client.getDatabase(database).getCollection(CollectionNames.TOKENS);
    }

    /** A firm's, the oldest first. */
    public Uni<List<MachineToken>> of(String managerId) {
        return tokens.find(new FindOptions()
                        .filter(Filters.eq(MANAGER_ID, managerId))
                        .projection(Projections.exclude(HASH))
                        .sort(Sorts.ascending("_id")))
                .filter(StoredTokens::isKnown)
                .map(StoredTokens::token)
                .collect()
                .asList();
    }

    /** @param hash of its secret */
    public Uni<Void> add(MachineToken token, String hash) {
        return tokens.insertOne(new Document("_id", token.id())
                        .append(MANAGER_ID, token.managerId())
                        .append(HASH, hash)
                        .append(SCOPE, WireNames.of(token.scope()))
                        .append(NAME, token.name())
                        .append(CREATED_AT, Date.from(token.createdAt()))
                        .append(EXPIRES_AT, Date.from(token.expiresAt())))
                .replaceWithVoid();
    }

    /** @return whether the firm had it */
    public Uni<Boolean> remove(String managerId, ObjectId id) {
        return tokens.deleteOne(Filters.and(Filters.eq("_id", id), Filters.eq(MANAGER_ID, managerId)))
                .map(result -> result.getDeletedCount() > 0);
    }

    /** Removes those of a firm that have expired. */
    public Uni<Void> removeExpired(String managerId, Instant now) {
        return tokens.deleteMany(
                        Filters.and(Filters.eq(MANAGER_ID, managerId), Filters.lte(EXPIRES_AT, Date.from(now))))
                .replaceWithVoid();
    }

    /** The one with a secret. Read once for all who ask at about the same time. */
    public Uni<Optional<MachineToken>> byHash(String hash) {
        return reads.read("", hash).map(found -> Optional.ofNullable(found.get(hash)));
    }

    private Uni<Map<String, MachineToken>> read(Set<String> hashes) {
        return tokens.find(new FindOptions().filter(Filters.in(HASH, hashes)))
                .filter(StoredTokens::isKnown)
                .collect()
                .asMap(found -> found.getString(HASH), StoredTokens::token);
    }

    /** Whether there is the one of a machine. */
    public Uni<Boolean> isKept(String userKey) {
        return tokens.find(new FindOptions()
                        .filter(Filters.eq("_id", new ObjectId(Caller.machineId(userKey))))
                        .projection(Projections.include("_id"))
                        .limit(1))
                .collect()
                .first()
                .map(found -> found != null);
    }

    /** One of a scope that this version does not know is none. */
    private static boolean isKnown(Document document) {
        return WireNames.parse(TokenScope.class, document.getString(SCOPE)).isPresent();
    }

    private static MachineToken token(Document document) {
        return new MachineToken(
                document.getObjectId("_id"),
                document.getString(MANAGER_ID),
                WireNames.parse(TokenScope.class, document.getString(SCOPE)).orElseThrow(),
                document.getString(NAME),
                Documents.instant(document, CREATED_AT),
                Documents.instant(document, EXPIRES_AT));
    }
}
