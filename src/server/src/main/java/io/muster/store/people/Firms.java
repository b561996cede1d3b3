package io.muster.store.people;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import io.muster.event.Zones;
import io.muster.event.overlap.Overlap;
import io.muster.event.overlap.OverlapRule;
import io.muster.people.Firm;
import io.muster.people.QuietHours;
import io.muster.people.WireNames;
import io.muster.store.CollectionNames;
import io.muster.store.DatabaseFailure;
import io.muster.store.Documents;
import io.quarkus.mongodb.FindOptions;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Firms, one document each (docs/design.md#firms). Of a firm that a token made by using the service there may be none. */
@Singleton
public class Firms {
    private static final String NAME = "name";
    private static final String TIMEZONE = "timezone";
    private static final String OVERLAP = "overlap";
    private static final String REST_HOURS = "restHours";
    private static final String REMINDERS = "reminders";
    private static final String QUIET_HOURS = "quietHours";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String VERSION = "version";

    private final ReactiveMongoCollection<Document> firms;
    private final Fences fences;

    Firms(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database) {
        this.firms = client.getDatabase(database).getCollection(CollectionNames.FIRMS);
        this.fences = new Fences(client.getDatabase(database));
    }

    /** The rule about places at the same time of a firm as it is stored; whatever else is stored of it, and whether it can be read. */
    public static OverlapRule overlapRule(Optional<Document> stored) {
        return stored.filter(Firms::isOfRules)
                .map(firm -> new OverlapRule(overlap(firm), Duration.ofHours(Documents.number(firm, REST_HOURS))))
                .orElse(Firm.IMPLICIT_RULE);
    }

    private static Overlap overlap(Document firm) {
        return WireNames.parse(Overlap.class, firm.getString(OVERLAP)).orElse(Overlap.REFUSE);
    }

    /** Changes of managers may have made a document that says nothing of the firm. */
    private static boolean isOfRules(Document document) {
        return document.containsKey(VERSION);
    }

    /** The firm as it is stored; empty where nothing is stored of it. */
    public Uni<Optional<Firm>> one(String managerId) {
        return firms.find(new FindOptions().filter(Filters.eq("_id", managerId)).limit(1))
                .collect()
                .first()
                .map(found ->
                        Optional.ofNullable(found).filter(Firms::isOfRules).map(Firms::firm));
    }

    /** The names of those of these firms that have one, by id. */
    public Uni<Map<String, String>> names(Collection<String> managerIds) {
        if (managerIds.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return firms.find(new FindOptions()
                        .filter(Filters.and(Filters.in("_id", managerIds), Filters.exists(NAME)))
                        .projection(Projections.include(NAME)))
                .collect()
                .asMap(firm -> firm.getString("_id"), firm -> firm.getString(NAME));
    }

    /**
     * Stores a firm at the version after the one it was read at. If it refuses two places at the same time, its fences are there first.
     *
     * @return whether nobody else has changed it since
     */
    public Uni<Boolean> store(Firm firm, long before) {
        return firm.overlapRule().refuses()
                ? fences.make(firm.managerId()).chain(() -> put(firm, before))
                : put(firm, before);
    }

    private Uni<Boolean> put(Firm firm, long before) {
        Bson stored = before == 0 ? Filters.exists(VERSION, false) : Filters.eq(VERSION, before);
        return firms.updateOne(
                        Filters.and(Filters.eq("_id", firm.managerId()), stored),
                        update(firm.at(before + 1)),
                        new UpdateOptions().upsert(before == 0))
                .map(result -> result.getMatchedCount() > 0 || result.getUpsertedId() != null)
                .onFailure(DatabaseFailure::isDuplicateKey)
                .recoverWithItem(false);
    }

    private static Bson update(Firm firm) {
        Document set = new Document(TIMEZONE, firm.timezone().getId())
                .append(OVERLAP, WireNames.of(firm.overlap()))
                .append(REST_HOURS, firm.restHours())
                .append(REMINDERS, firm.reminders())
                .append(
                        QUIET_HOURS,
                        firm.quietHours()
                                .map(hours -> new Document(FROM, hours.from().toString())
                                        .append(TO, hours.to().toString()))
                                .orElse(null))
                .append(VERSION, firm.version());
        firm.name().ifPresent(name -> set.append(NAME, name));
        Document update = new Document("$set", set);
        return firm.name().isPresent() ? update : update.append("$unset", new Document(NAME, ""));
    }

    private static Firm firm(Document document) {
        Optional<Document> quiet = Optional.ofNullable(document.get(QUIET_HOURS, Document.class));
        return new Firm(
                document.getString("_id"),
                Optional.ofNullable(document.getString(NAME)),
                Zones.of(document.getString(TIMEZONE)),
                overlap(document),
                (int) Documents.number(document, REST_HOURS),
                document.getList(REMINDERS, Integer.class, List.of()),
                quiet.map(hours ->
                        new QuietHours(LocalTime.parse(hours.getString(FROM)), LocalTime.parse(hours.getString(TO)))),
                Documents.number(document, VERSION));
    }
}
