package io.muster.store.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.overlap.Engagement;
import io.muster.event.plan.EngagementSearch;
import io.muster.store.CollectionNames;
import io.muster.store.PlaceDocuments;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;

/** Reads the places that people hold in other events. */
final class EngagementReads {
    private final ReactiveMongoCollection<Document> events;

    EngagementReads(ReactiveMongoDatabase database) {
        this.events = database.getCollection(CollectionNames.EVENTS);
    }

    /** By userKey; of who has none an empty list. */
    Uni<Map<String, List<Engagement>>> of(ClientSession session, EngagementSearch search) {
        return events.aggregate(session, PlaceDocuments.pipeline(search))
                .collect()
                .asList()
                .map(places -> byPerson(search, places));
    }

    private static Map<String, List<Engagement>> byPerson(EngagementSearch search, List<Document> places) {
        Map<String, List<Engagement>> found = new HashMap<>();
        search.people().forEach(person -> found.put(person, new ArrayList<>()));
        for (Document place : places) {
            List<Engagement> ofPerson = Objects.requireNonNull(found.get(PlaceDocuments.userKey(place)));
            PlaceDocuments.engagement(place).ifPresent(ofPerson::add);
        }
        return found;
    }
}
