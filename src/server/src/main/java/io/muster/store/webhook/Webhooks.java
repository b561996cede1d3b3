package io.muster.store.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.muster.people.WireNames;
import io.muster.store.CollectionNames;
import io.muster.store.Documents;
import io.muster.store.webhook.Webhook.Delivery;
import io.muster.store.webhook.Webhook.Former;
import io.muster.store.webhook.Webhook.State;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The webhooks of all firms, one document each (docs/design.md#webhooks). */
@Singleton
public class Webhooks {
    /** Each with its query, as in {@link io.muster.store.Indexes}. */
    public static final List<IndexModel> INDEXES = List.of(
            // Those of a firm.
            new IndexModel(Indexes.ascending(Webhooks.FIRM)),
            // What is to be tried again, or to go on elsewhere, and when.
            new IndexModel(
                    Indexes.ascending(Webhooks.NOT_BEFORE),
                    new IndexOptions().partialFilterExpression(Filters.eq(Webhooks.WAITS, true))));

    private static final String FIRM = "firm";
    private static final String URL = "url";
    private static final String TYPES = "types";
    private static final String SECRET = "secret";
    private static final String FORMER = "former";
    private static final String UNTIL = "until";
    private static final String STATE = "state";
    private static final String AFTER = "after";
    private static final String ATTEMPTS = "attempts";
    private static final String FAILING_SINCE = "failingSince";
    private static final String NOT_BEFORE = "notBefore";
    private static final String WAITS = "waits";
    private static final String DELIVERIES = "deliveries";
    private static final String AT = "at";
    private static final String OUTCOME = "outcome";
    private static final String TOOK = "took";
    private static final String EVENTS = "events";
    private static final String VERSION = "version";
    private static final String CREATED_AT = "createdAt";

    private final ReactiveMongoCollection<Document> webhooks;

    @Inject
    Webhooks(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.webhooks = client.getDatabase(database).getCollection(CollectionNames.WEBHOOKS);
    }

    /** A firm's, the oldest first. */
    public Uni<List<Webhook>> of(String firm) {
        return all(Filters.eq(FIRM, firm), Sorts.ascending("_id"), Webhook.MOST_OF_FIRM * 2);
    }

    public Uni<Optional<Webhook>> one(String firm, ObjectId id) {
        return all(Filters.and(Filters.eq("_id", id), Filters.eq(FIRM, firm)), Sorts.ascending("_id"), 1)
                .map(found -> found.stream().findFirst());
    }

    /** As it is now; empty where it is gone. */
    public Uni<Optional<Webhook>> one(ObjectId id) {
        return all(Filters.eq("_id", id), Sorts.ascending("_id"), 1)
                .map(found -> found.stream().findFirst());
    }

    /** Those that wait for a time which has come: to be tried again, or to go on where a manager said. The longest first. */
    public Uni<List<Webhook>> waiting(Instant now, int limit) {
        return all(
                Filters.and(
                        Filters.eq(WAITS, true),
                        Filters.eq(STATE, WireNames.of(State.ACTIVE)),
                        Filters.lte(NOT_BEFORE, Date.from(now))),
                Sorts.ascending(NOT_BEFORE),
                limit);
    }

    /** All that are active. */
    public Multi<ObjectId> active() {
        return webhooks.find(new FindOptions()
                        .filter(Filters.eq(STATE, WireNames.of(State.ACTIVE)))
                        .projection(Projections.include("_id")))
                .map(found -> found.getObjectId("_id"));
    }

    private Uni<List<Webhook>> all(Bson filter, Bson sort, int limit) {
        return webhooks.find(new FindOptions().filter(filter).sort(sort).limit(limit))
                .map(Webhooks::webhook)
                .collect()
                .asList();
    }

    public Uni<Void> add(Webhook webhook) {
        Document document = new Document("_id", webhook.id())
                .append(FIRM, webhook.firm())
                .append(URL, webhook.url())
                .append(TYPES, List.copyOf(webhook.types()))
                .append(SECRET, webhook.secret())
                .append(STATE, WireNames.of(webhook.state()))
                .append(AFTER, webhook.after())
                .append(ATTEMPTS, 0)
                .append(NOT_BEFORE, Date.from(webhook.notBefore()))
                .append(DELIVERIES, List.of())
                .append(VERSION, webhook.version())
                .append(CREATED_AT, Date.from(webhook.createdAt()));
        return webhooks.insertOne(document).replaceWithVoid();
    }

    public Uni<Boolean> remove(String firm, ObjectId id) {
        return webhooks.deleteOne(Filters.and(Filters.eq("_id", id), Filters.eq(FIRM, firm)))
                .map(result -> result.getDeletedCount() > 0);
    }

    /**
     * What a manager changes.
     *
     * @param url another address
     * @param types other types
     * @param after the number to go on after: it is active then, whatever it was
     * @param now from when on it is sent to then
     */
    public record Edit(Optional<String> url, Optional<Set<String>> types, Optional<Long> after, Instant now) {}

    /** @return whether it still had this version */
    public Uni<Boolean> change(Webhook webhook, Edit edit) {
        List<Bson> updates = new ArrayList<>(List.of(Updates.inc(VERSION, 1L)));
        edit.url().ifPresent(it -> updates.add(Updates.set(URL, it)));
        edit.types().ifPresent(it -> updates.add(Updates.set(TYPES, List.copyOf(it))));
        edit.after()
                .ifPresent(it -> updates.addAll(List.of(
                        Updates.set(AFTER, it),
                        Updates.set(STATE, WireNames.of(State.ACTIVE)),
                        Updates.set(ATTEMPTS, 0),
                        Updates.unset(FAILING_SINCE),
                        Updates.set(WAITS, true),
                        Updates.set(NOT_BEFORE, Date.from(edit.now())))));
        return changed(webhook, updates);
    }

    /** @param former the secret before, for as long as it signs; empty where it does not any more */
    public Uni<Boolean> rotate(Webhook webhook, String secret, Optional<Former> former) {
        Bson before = former.map(it ->
                        Updates.set(FORMER, new Document(SECRET, it.secret()).append(UNTIL, Date.from(it.until()))))
                .orElseGet(() -> Updates.unset(FORMER));
        return changed(webhook, List.of(Updates.inc(VERSION, 1L), Updates.set(SECRET, secret), before));
    }

    private Uni<Boolean> changed(Webhook webhook, List<Bson> updates) {
        return webhooks.updateOne(
                        Filters.and(Filters.eq("_id", webhook.id()), Filters.eq(VERSION, webhook.version())),
                        Updates.combine(updates))
                .map(result -> result.getMatchedCount() > 0);
    }

    /** Nobody else has moved it on, or back, since it was read. */
    private static Bson at(Webhook webhook) {
        return Filters.and(
                Filters.eq("_id", webhook.id()),
                Filters.eq(AFTER, webhook.after()),
                Filters.eq(STATE, WireNames.of(State.ACTIVE)));
    }

    /** Everything up to this number was sent, or was not to be sent. */
    public Uni<Boolean> moved(Webhook webhook, long after) {
        return updated(at(webhook), List.of(Updates.set(AFTER, after), Updates.unset(WAITS)));
    }

    /** A part was taken. */
    public Uni<Boolean> delivered(Webhook webhook, long after, Delivery delivery) {
        return updated(
                at(webhook),
                List.of(
                        Updates.set(AFTER, after),
                        Updates.set(ATTEMPTS, 0),
                        Updates.unset(FAILING_SINCE),
                        Updates.unset(WAITS),
                        Updates.set(NOT_BEFORE, Date.from(delivery.at())),
                        noted(delivery)));
    }

    /** A part was not taken, and is tried again. */
    public Uni<Boolean> failed(Webhook webhook, Delivery delivery, Instant notBefore) {
        return updated(
                at(webhook),
                List.of(
                        Updates.set(ATTEMPTS, webhook.attempts() + 1),
                        Updates.set(
                                FAILING_SINCE, Date.from(webhook.failingSince().orElse(delivery.at()))),
                        Updates.set(WAITS, true),
                        Updates.set(NOT_BEFORE, Date.from(notBefore)),
                        noted(delivery)));
    }

    /** Nothing is sent any more until somebody says where to go on. */
    public Uni<Boolean> gaveUp(Webhook webhook, Delivery delivery) {
        return updated(
                at(webhook),
                List.of(Updates.set(STATE, WireNames.of(State.FAILING)), Updates.unset(WAITS), noted(delivery)));
    }

    /** What became of a trial. */
    public Uni<Boolean> tried(Webhook webhook, Delivery delivery) {
        return updated(Filters.eq("_id", webhook.id()), List.of(noted(delivery)));
    }

    private Uni<Boolean> updated(Bson filter, List<Bson> updates) {
        return webhooks.updateOne(filter, Updates.combine(updates)).map(result -> result.getMatchedCount() > 0);
    }

    private static Bson noted(Delivery delivery) {
        Document document = new Document(AT, Date.from(delivery.at()))
                .append(OUTCOME, delivery.outcome())
                .append(TOOK, delivery.took().toMillis())
                .append(EVENTS, delivery.events());
        return Updates.pushEach(
                DELIVERIES, List.of(document), new PushOptions().position(0).slice(Webhook.KEPT_DELIVERIES));
    }

    private static Webhook webhook(Document stored) {
        return new Webhook(
                stored.getObjectId("_id"),
                stored.getString(FIRM),
                stored.getString(URL),
                Set.copyOf(stored.getList(TYPES, String.class)),
                stored.getString(SECRET),
                Optional.ofNullable(stored.get(FORMER, Document.class))
                        .map(it -> new Former(it.getString(SECRET), Documents.instant(it, UNTIL))),
                WireNames.parse(State.class, stored.getString(STATE)).orElse(State.FAILING),
                Documents.number(stored, AFTER),
                (int) Documents.number(stored, ATTEMPTS),
                Optional.ofNullable(stored.getDate(FAILING_SINCE)).map(Date::toInstant),
                Documents.instant(stored, NOT_BEFORE),
                stored.getList(DELIVERIES, Document.class, List.of()).stream()
                        .map(Webhooks::delivery)
                        .toList(),
                Documents.number(stored, VERSION),
                Documents.instant(stored, CREATED_AT));
    }

    private static Delivery delivery(Document stored) {
        return new Delivery(
                Documents.instant(stored, AT),
                stored.getString(OUTCOME),
                Duration.ofMillis(Documents.number(stored, TOOK)),
                (int) Documents.number(stored, EVENTS));
    }
}
