package io.muster.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.SortKey;
import io.muster.event.overlap.Engagement;
import io.muster.event.plan.EngagementSearch;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A place that a person holds in an event, with what of the event says when it is. The index by person and date finds them: a few for each
 * person.
 */
public final class PlaceDocuments {
    private static final String PLACE = StaffFields.list(Response.ACCEPT);
    private static final String PERSON = PLACE + "." + JournalFields.USER_KEY;
    private static final String KEY = "key";

    private static final List<String> TAKING_TIME = Stream.of(EventStatus.values())
            .filter(EventStatus::takesTime)
            .map(EventStatus::wireName)
            .toList();
    private static final List<EventField> SHOWN = List.of(
            EventField.EVENT_NAME, EventField.DATE, EventField.START_TIME, EventField.END_TIME, EventField.TIMEZONE);

    private PlaceDocuments() {}

    /** Finds the places in events that take place, one document each. */
    public static List<Bson> pipeline(EngagementSearch search) {
        Bson ofThePeople = Filters.in(PERSON, search.people());
        List<String> fields = new ArrayList<>(List.of(
                EventDocuments.ROLES,
                EventDocuments.MANAGER_VERSION,
                PERSON,
                PLACE + "." + KEY,
                PLACE + "." + EventDocuments.VERSION));
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

    public static String userKey(Document found) {
        return found.get(PLACE, Document.class).getString(JournalFields.USER_KEY);
    }

    /** The event's version that gave the place. */
    public static long version(Document found) {
        return Documents.number(found.get(PLACE, Document.class), EventDocuments.VERSION);
    }

    /** The event's version of the last change by a manager. */
    public static long managerVersion(Document found) {
        return Documents.number(found, EventDocuments.MANAGER_VERSION);
    }

    /** When and where it is; empty of an event that is damaged, so that nobody can say. */
    public static Optional<Engagement> engagement(Document found) {
        try {
            String key = found.get(PLACE, Document.class).getString(KEY);
            Map<EventField, Object> fields = EventDocuments.fields(found);
            return found.getList(EventDocuments.ROLES, Document.class).stream()
                    .map(RoleDocuments::role)
                    .filter(role -> role.key().equals(key))
                    .findFirst()
                    .map(role -> Engagement.of(found.getObjectId("_id"), fields, role));
        } catch (RuntimeException damaged) {
            return Optional.empty();
        }
    }
}
