package io.muster.store.calendar;

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
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.muster.store.Documents;
import io.muster.store.GatheredReads;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The addresses of calendars, one document each (docs/design.md#calendars). Nothing stored opens a calendar. */
@Singleton
public class CalendarAddresses {
    public static final String USER_KEY = "userKey";
    public static final String MANAGER_ID = "managerId";

    private static final String HASH = "hash";
    private static final String LANGUAGE = "language";
    private static final String CREATED_AT = "createdAt";
    private static final String UNTIL = "until";
    private static final int MOST_HASHES = 500;

    /** Each with its query, as in {@link io.muster.store.Indexes}. */
    public static final List<IndexModel> INDEXES = List.of(
            // Which calendar a secret opens.
            new IndexModel(Indexes.ascending(HASH), new IndexOptions().unique(true)),
            // Those of a person.
            new IndexModel(Indexes.ascending(USER_KEY)));

    private final ReactiveMongoCollection<Document> addresses;
    private final GatheredReads<String, String, Map<String, CalendarAddress>> reads =
            new GatheredReads<>(MOST_HASHES, (all, hashes) -> read(Set.copyOf(hashes)));

    CalendarAddresses(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.addresses = client.getDatabase(database).getCollection(CollectionNames.CALENDARS);
    }

    /** Stores an address in place of the one before, which opens nothing from then on. */
    public Uni<Void> put(CalendarAddress address, String hash) {
        Document document = new Document("_id", id(address.userKey(), address.managerId()))
                .append(USER_KEY, address.userKey())
                .append(HASH, hash)
                .append(LANGUAGE, address.language())
                .append(CREATED_AT, Date.from(address.createdAt()));
        address.managerId().ifPresent(firm -> document.append(MANAGER_ID, firm));
        address.until().ifPresent(until -> document.append(UNTIL, Date.from(until)));
        return addresses
                .replaceOne(Filters.eq("_id", document.get("_id")), document, new ReplaceOptions().upsert(true))
                // Of two that are made at the same time the later one counts.
                .onFailure(DatabaseFailure::isDuplicateKey)
                .retry()
                .atMost(1)
                .replaceWithVoid();
    }

    /** Ends an address, if there is one. */
    public Uni<Void> end(String userKey, Optional<String> managerId) {
        return addresses.deleteOne(Filters.eq("_id", id(userKey, managerId))).replaceWithVoid();
    }

    /** A person's, of the own places and of firms. */
    public Uni<List<CalendarAddress>> of(String userKey) {
        return addresses
                .find(new FindOptions().filter(Filters.eq(USER_KEY, userKey)))
                .map(CalendarAddresses::address)
                .collect()
                .asList();
    }

    /** The one that a secret opens. Read once for all who ask at about the same time. */
    public Uni<Optional<CalendarAddress>> byHash(String hash) {
        return reads.read("", hash).map(found -> Optional.ofNullable(found.get(hash)));
    }

    private Uni<Map<String, CalendarAddress>> read(Set<String> hashes) {
        return addresses
                .find(new FindOptions().filter(Filters.in(HASH, hashes)))
                .collect()
                .asMap(found -> found.getString(HASH), CalendarAddresses::address);
    }

    /** Says that the right to a firm's calendar is known for longer. One that has ended stays so. */
    public Uni<Void> prolong(CalendarAddress address, Instant until) {
        return addresses
                .updateOne(
                        Filters.and(
                                Filters.eq("_id", id(address.userKey(), address.managerId())), Filters.exists(UNTIL)),
                        Updates.set(UNTIL, Date.from(until)))
                .replaceWithVoid();
    }

    private static Document id(String userKey, Optional<String> managerId) {
        Document id = new Document("u", userKey);
        managerId.ifPresent(firm -> id.append("f", firm));
        return id;
    }

    private static CalendarAddress address(Document document) {
        return new CalendarAddress(
                document.getString(USER_KEY),
                Optional.ofNullable(document.getString(MANAGER_ID)),
                document.getString(LANGUAGE),
                Documents.instant(document, CREATED_AT),
                Optional.ofNullable(document.getDate(UNTIL)).map(Date::toInstant));
    }
}
