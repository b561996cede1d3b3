package io.muster.store.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.ClientSession;
import io.muster.event.Engagement;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.SortKey;
import io.muster.event.plan.EngagementSearch;
import io.muster.store.CollectionNames;
import io.muster.store.EventDocuments;
import io.muster.store.RoleDocuments;
import io.muster.store.StaffFields;
import io.quarkus.mongodb.reactive.ReactiveMongoCollection;
import io.quarkus.mongodb.reactive.ReactiveMongoDatabase;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Reads the places that people hold in other events. The index by person and date finds them: a few for each person. */
final class EngagementReads {
    private static final String PLACE = StaffFields.list(Response.ACCEPT);
    private static final String PERSON = PLACE + ".userKey";
    private static final String ROLE = PLACE + ".key";
    private static final List<String> TAKING_TIME = List.of(
            EventStatus.PUBLISHED.wireName(), EventStatus.FULFILLED.wireName(), EventStatus.COMPLETED.wireName());
    private static final List<EventField> SHOWN = List.of(
            EventField.EVENT_NAME, EventField.DATE, EventField.START_TIME, EventField.END_TIME, EventField.TIMEZONE);

    private final ReactiveMongoCollection<Document> events;

    EngagementReads(ReactiveMongoDatabase database) {
        this.events = database.getCollection(CollectionNames.EVENTS);
    }

    /** By userKey; of who has none an empty list. */
    Uni<Map<String, List<Engagement>>> of(ClientSession session, EngagementSearch search) {
        return events.aggregate(session, pipeline(search))
                .collect()
                .asList()
                .map(places -> byPerson(search, places));
    }

    static List<Bson> pipeline(EngagementSearch search) {
        Bson ofThePeople = Filters.in(PERSON, search.people());
        List<String> fields = new ArrayList<>(List.of(EventDocuments.ROLES, PERSON, ROLE));
        SHOWN.forEach(field -> fields.add(field.wireName()));
        return List.of(
                Aggregates.match(Filters.and(
                        ofThePeople,
                        Filters.gt(SortKey.FIELD, SortKey.startOf(search.first())),
                        Filters.lt(SortKey.FIELD, SortKey.endOf(search.last())),
                        Filters.eq(EventDocuments.MANAGER_ID, search.managerId()),
                        Filters.in(EventDocuments.STATUS, TAKING_TIME),
                        Filters.ne("_id", search.except()))),
                Aggregates.project(Projections.include(fields)),
                Aggregates.unwind("$" + PLACE),
                Aggregates.match(ofThePeople));
    }

    private static Map<String, List<Engagement>> byPerson(EngagementSearch search, List<Document> places) {
        Map<String, List<Engagement>> found = new HashMap<>();
        search.people().forEach(person -> found.put(person, new ArrayList<>()));
        for (Document event : places) {
            Document place = event.get(PLACE, Document.class);
            List<Engagement> ofPerson = Objects.requireNonNull(found.get(place.getString("userKey")));
            engagement(event, place.getString("key")).ifPresent(ofPerson::add);
        }
        return found;
    }

    /** Empty of an event that is damaged, so that nobody can say when it is. */
    private static Optional<Engagement> engagement(Document event, String roleKey) {
        try {
            Map<EventField, Object> fields = EventDocuments.fields(event);
            return event.getList(EventDocuments.ROLES, Document.class).stream()
                    .map(RoleDocuments::role)
                    .filter(role -> role.key().equals(roleKey))
                    .findFirst()
                    .map(role -> Engagement.of(event.getObjectId("_id"), fields, role));
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }
}
