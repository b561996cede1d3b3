package io.muster.store.people;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import io.muster.event.Blanks;
import io.muster.identity.Caller;
import io.muster.identity.Profile;
import io.muster.store.CollectionNames;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Names, e-mail addresses and pictures by userKey. They are stored only here, so that a person is forgotten in one
 * place. Written outside any transaction, when a token has something this process has not written yet.
 */
@Singleton
public class People {
    /** The collection: {@code _id} is the userKey. */
    private static final Logger LOG = Logger.getLogger(People.class);

    private static final String NAME = "name";
    private static final String EMAIL = "email";
    private static final String PICTURE = "picture";

    /** The address, where the issuer of the last token vouched for it. */
    private static final String VERIFIED_EMAIL = "verifiedEmail";

    /** That the person wants no letters. */
    private static final String NO_MAIL = "noMail";

    private static final int MAX_REMEMBERED = 50_000;
    private static final Duration REMEMBERED = Duration.ofHours(6);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A write waits for whoever holds one of its people; so many can, before the next ones wait for them too. */
    private static final int WRITES_AT_ONCE = 8;

    private final ReactiveMongoCollection<Document> people;
    private final Batcher<Caller> writes = new Batcher<>(WRITES_AT_ONCE, this::write);

    /** What is being written: whoever tells the same meanwhile waits for that. */
    private final Map<Told, Uni<Void>> underWay = new ConcurrentHashMap<>();

    /** What this process has written, so that a burst costs at most one write per person. */
    private final Cache<String, Told> written = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    private record Told(String userKey, Profile profile, Optional<String> verifiedEmail) {
        static Told of(Caller caller) {
            return new Told(caller.userKey(), caller.profile(), caller.verifiedEmail());
        }
    }

    @Inject
    People(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.people = client.getDatabase(database).getCollection(CollectionNames.PEOPLE);
    }

    /**
     * Stores the caller's profile if it is new. What the token leaves out stays as it was.
     *
     * @return completes when it is stored, after a second at most; a failure is logged and not propagated
     */
    public Uni<Void> remember(Caller caller) {
        return remember(List.of(caller));
    }

    /** As {@link #remember(Caller)}, for each of them. */
    public Uni<Void> remember(Collection<Caller> callers) {
        return Uni.createFrom().deferred(() -> {
            List<Uni<Void>> news =
                    callers.stream().filter(this::tellsNews).map(this::kept).toList();
            return news.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : Uni.join()
                            .all(news)
                            .andCollectFailures()
                            .replaceWithVoid()
                            .ifNoItem()
                            .after(PATIENCE)
                            .recoverWithUni(Uni.createFrom().voidItem());
        });
    }

    /** What was written of somebody is gone: what the next token says is news. */
    public void forgot(Collection<String> userKeys) {
        written.invalidateAll(userKeys);
    }

    private Uni<Void> kept(Caller caller) {
        Told told = Told.of(caller);
        return underWay.computeIfAbsent(
                told,
                key -> writes.add(caller)
                        .invoke(() -> written.put(caller.userKey(), told))
                        .onFailure()
                        .recoverWithNull()
                        .onTermination()
                        .invoke(() -> underWay.remove(key))
                        .memoize()
                        .indefinitely());
    }

    private boolean tellsNews(Caller caller) {
        Profile profile = caller.profile();
        return !profile.equals(Profile.UNKNOWN) && !Told.of(caller).equals(written.getIfPresent(caller.userKey()));
    }

    /** The profiles of people, by userKey; people without a profile are not in the map. */
    public Uni<Map<String, Profile>> byKeys(Collection<String> userKeys) {
        if (userKeys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return people.find(Filters.in("_id", Set.copyOf(userKeys))).collect().in(LinkedHashMap::new, People::put);
    }

    /** The e-mail addresses of people for which the issuer of their last token vouched, by userKey. */
    public Uni<Map<String, String>> verifiedEmails(Collection<String> userKeys) {
        if (userKeys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return people.find(Filters.in("_id", Set.copyOf(userKeys)))
                .collect()
                .in(
                        HashMap::new,
                        (found, person) -> text(person, VERIFIED_EMAIL)
                                .ifPresent(email -> found.put(person.getString("_id"), email)));
    }

    /** Those of these people who want no letters. */
    public Uni<Set<String>> withoutMail(Collection<String> userKeys) {
        return people.find(Filters.and(Filters.in("_id", Set.copyOf(userKeys)), Filters.eq(NO_MAIL, true)))
                .map(person -> person.getString("_id"))
                .collect()
                .asSet();
    }

    /** A person wants no letters from now on. Of whom nothing is stored, as of who is erased, nothing is stored after it. */
    public Uni<Void> endMail(String userKey) {
        return people.updateOne(Filters.eq("_id", userKey), new Document("$set", new Document(NO_MAIL, true)))
                .replaceWithVoid();
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
        caller.verifiedEmail().ifPresent(it -> set.append(VERIFIED_EMAIL, it));
        Document update = new Document("$set", set);
        if (profile.email().isPresent() && caller.verifiedEmail().isEmpty()) {
            update.append("$unset", new Document(VERIFIED_EMAIL, ""));
        }
        return new UpdateOneModel<>(Filters.eq("_id", caller.userKey()), update, new UpdateOptions().upsert(true));
    }

    private static void put(Map<String, Profile> found, Document person) {
        // Nobody sees a name of blanks alone.
        Optional<String> name = text(person, NAME).filter(it -> !Blanks.isBlank(it));
        found.put(person.getString("_id"), new Profile(name, text(person, EMAIL), text(person, PICTURE)));
    }

    /** What is no text as it is stored is not known, and costs nobody else's name. */
    private static Optional<String> text(Document person, String field) {
        return person.get(field) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
