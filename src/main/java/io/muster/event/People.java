package io.muster.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import io.muster.identity.Caller;
import io.muster.identity.Profile;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Names, e-mails and pictures, by userKey: kept here alone, so that a person can be forgotten in one place. Written outside
 * of any transaction, when a token brings something this process has not written yet.
 */
@Singleton
public class People {
    /** The collection: {@code _id} is the userKey. */
    public static final String COLLECTION = "people";

    private static final Logger LOG = Logger.getLogger(People.class);
    private static final String NAME = "name";
    private static final String EMAIL = "email";
    private static final String PICTURE = "picture";
    private static final int MAX_REMEMBERED = 50_000;
    private static final Duration REMEMBERED = Duration.ofHours(6);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ReactiveMongoCollection<Document> people;
    private final Gathering<Caller> writes = new Gathering<>(this::write);

    /** What was written, so that a burst costs at most one write a person. */
    private final Cache<String, Profile> written = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    @Inject
    People(ReactiveMongoClient client, @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.people = client.getDatabase(database).getCollection(COLLECTION);
    }

    /**
     * Keeps what the caller's token tells, if it tells anything new. What it leaves out stays as it was.
     *
     * @return when it is kept, after a second at most; a failure is logged and never the caller's
     */
    public Uni<Void> remember(Caller caller) {
        if (!tellsNews(caller)) {
            return Uni.createFrom().voidItem();
        }
        return writes.add(caller)
                .invoke(() -> written.put(caller.userKey(), caller.profile()))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "people not written cause=%s", failure.getClass().getName()))
                .onFailure()
                .recoverWithNull();
    }

    /** As {@link #remember(Caller)}, for each of them. */
    public Uni<Void> remember(Collection<Caller> callers) {
        List<Uni<Void>> news =
                callers.stream().filter(this::tellsNews).map(this::remember).toList();
        return news.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(news).andCollectFailures().replaceWithVoid();
    }

    private boolean tellsNews(Caller caller) {
        Profile profile = caller.profile();
        return !profile.equals(Profile.UNKNOWN) && !profile.equals(written.getIfPresent(caller.userKey()));
    }

    /** What is known of people, by userKey; those nothing is known of are not in the map. */
    public Uni<Map<String, Profile>> byKeys(Collection<String> userKeys) {
        if (userKeys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return people.find(Filters.in("_id", Set.copyOf(userKeys))).collect().in(LinkedHashMap::new, People::put);
    }

    private Uni<Void> write(List<Caller> callers) {
        Map<String, WriteModel<Document>> models = new LinkedHashMap<>();
        Date now = Date.from(Instant.now());
        for (Caller caller : callers) {
            models.put(caller.userKey(), upsert(caller, now));
        }
        return people.bulkWrite(List.copyOf(models.values()), new BulkWriteOptions().ordered(false))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "people not written count=%d cause=%s",
                        callers.size(), failure.getClass().getName()))
                .replaceWithVoid();
    }

    private static WriteModel<Document> upsert(Caller caller, Date now) {
        Document set = new Document("updatedAt", now);
        Profile profile = caller.profile();
        profile.name().ifPresent(it -> set.append(NAME, it));
        profile.email().ifPresent(it -> set.append(EMAIL, it));
        profile.picture().ifPresent(it -> set.append(PICTURE, it));
        return new UpdateOneModel<>(
                Filters.eq("_id", caller.userKey()), new Document("$set", set), new UpdateOptions().upsert(true));
    }

    private static void put(Map<String, Profile> found, Document person) {
        found.put(person.getString("_id"), new Profile(text(person, NAME), text(person, EMAIL), text(person, PICTURE)));
    }

    private static Optional<String> text(Document person, String field) {
        return Optional.ofNullable(person.getString(field));
    }
}
