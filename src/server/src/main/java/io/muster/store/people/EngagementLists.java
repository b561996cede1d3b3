package io.muster.store.people;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.event.StaffEntry;
import io.muster.event.overlap.Engagement;
import io.muster.event.overlap.OverlapRule;
import io.muster.event.overlap.TimeSpan;
import io.muster.event.plan.EngagementSearch;
import io.muster.people.Firm;
import io.muster.store.CollectionNames;
import io.muster.store.PlaceDocuments;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Places of people who are in an event that are too near to it, for its manager to know. Nothing is decided by them. */
@Singleton
public class EngagementLists {
    private final ReactiveMongoCollection<Document> events;
    private final Firms firms;

    EngagementLists(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            Firms firms) {
        this.events = client.getDatabase(database).getCollection(CollectionNames.EVENTS);
        this.firms = firms;
    }

    /**
     * By userKey, the earliest first; of who has none nothing, and nothing at all where the firm does not ask, or the event takes nobody's time.
     * One read for all who are in.
     */
    public Uni<Map<String, List<Engagement>>> near(Event event) {
        if (event.accepted().isEmpty() || !event.status().takesTime()) {
            return Uni.createFrom().item(Map.of());
        }
        return firms.one(event.managerId())
                .map(found -> found.map(Firm::overlapRule).orElse(Firm.IMPLICIT_RULE))
                .chain(rule ->
                        rule.asks() ? near(event, rule) : Uni.createFrom().item(Map.of()));
    }

    private Uni<Map<String, List<Engagement>>> near(Event event, OverlapRule rule) {
        Set<String> people = event.accepted().stream().map(StaffEntry::userKey).collect(Collectors.toSet());
        return events.aggregate(PlaceDocuments.pipeline(EngagementSearch.of(event, List.of(), people)))
                .collect()
                .asList()
                .map(found -> {
                    Map<String, List<Engagement>> elsewhere = found.stream()
                            .collect(Collectors.groupingBy(
                                    PlaceDocuments::userKey,
                                    Collectors.flatMapping(
                                            place -> PlaceDocuments.engagement(place).stream(), Collectors.toList())));
                    return near(event, rule, elsewhere);
                });
    }

    private static Map<String, List<Engagement>> near(
            Event event, OverlapRule rule, Map<String, List<Engagement>> elsewhere) {
        Map<String, List<Engagement>> near = new HashMap<>();
        for (StaffEntry entry : event.accepted()) {
            entry.key().flatMap(event::role).ifPresent(role -> {
                List<Engagement> places = rule.near(
                        TimeSpan.of(event.fields(), role), elsewhere.getOrDefault(entry.userKey(), List.of()));
                if (!places.isEmpty()) {
                    near.put(entry.userKey(), places);
                }
            });
        }
        return near;
    }
}
