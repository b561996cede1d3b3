package io.muster.store.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import com.mongodb.client.model.Field;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import io.muster.event.AudienceKeys;
import io.muster.event.EventField;
import io.muster.event.Response;
import io.muster.identity.Caller;
import io.muster.store.EventDocuments;
import io.muster.store.StaffFields;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The projections of events. People are most of a large event and rarely needed. */
public final class EventProjections {
    static final Bson NOBODY = Projections.exclude(StaffFields.lists());

    /** Neither people nor whom it is for: what a list of a manager's events is made of. */
    public static final Bson NO_KEYS = Projections.fields(
            NOBODY,
            Projections.exclude(
                    AudienceKeys.FIELD,
                    EventDocuments.AUDIENCE_USER_KEYS,
                    EventDocuments.AUDIENCE_TEAM_IDS,
                    EventDocuments.WAVES,
                    EventDocuments.BARRED));

    /**
     * The fields of which everybody who sees an event sees something. A projection of one element of a list returns nothing else
     * by itself.
     */
    private static final Bson COMMON = Projections.include(common());

    private static final String STANDBY = StaffFields.list(Response.STANDBY);

    private EventProjections() {}

    /**
     * The person's own entry, from whichever list has it, without the audience. Of those on standby all: the person's position is
     * the place among them.
     */
    static Bson only(Caller person) {
        return common(person.userKey(), Projections.include(STANDBY));
    }

    /** As {@link #only}, without the others on standby, who are many: nothing is said of the position. */
    public static Bson withoutPosition(String userKey) {
        return common(userKey, own(STANDBY, userKey));
    }

    /**
     * The lists of people without those who are not named, for a stage that replaces them. Of those on standby all are there: see
     * {@link #only}. Of an audience the first is there besides, so that it does not read as everyone. What is no list as it is
     * stored is an empty one.
     */
    static List<Field<?>> peopleOnly(Collection<String> userKeys) {
        List<Field<?>> fields = new ArrayList<>();
        for (Response response : Response.values()) {
            if (response != Response.STANDBY) {
                fields.add(only(StaffFields.list(response), list -> named(list, ".userKey", userKeys)));
            }
        }
        fields.add(only(EventDocuments.BARRED, list -> named(list, "", userKeys)));
        fields.add(only(
                EventDocuments.AUDIENCE_USER_KEYS,
                list -> new Document(
                        "$setUnion", List.of(new Document("$slice", List.of(list, 1)), named(list, "", userKeys)))));
        return List.copyOf(fields);
    }

    private static Field<Document> only(String name, Function<String, Document> some) {
        String list = "$" + name;
        return new Field<>(
                name, new Document("$cond", List.of(new Document("$isArray", list), some.apply(list), List.of())));
    }

    private static Document named(String list, String path, Collection<String> userKeys) {
        Document isNamed =
                new Document("$in", List.of("$$one" + path, new Document("$literal", List.copyOf(userKeys))));
        return new Document(
                "$filter", new Document("input", list).append("as", "one").append("cond", isNamed));
    }

    private static Bson common(String userKey, Bson standby) {
        List<Bson> fields = new ArrayList<>(List.of(COMMON));
        for (Response response : Response.values()) {
            fields.add(response == Response.STANDBY ? standby : own(StaffFields.list(response), userKey));
        }
        return Projections.fields(fields);
    }

    private static Bson own(String list, String userKey) {
        return Projections.elemMatch(list, Filters.eq("userKey", userKey));
    }

    private static List<String> common() {
        List<String> names = new ArrayList<>(List.of(
                EventDocuments.MANAGER_ID,
                EventDocuments.STATUS,
                EventDocuments.ROLES,
                EventDocuments.ROLE_STATS,
                EventDocuments.WAVES,
                EventDocuments.VERSION,
                EventDocuments.MANAGER_VERSION,
                EventDocuments.CREATED_AT,
                EventDocuments.UPDATED_AT,
                EventDocuments.TERMS,
                EventDocuments.DELETED_AT));
        names.addAll(StaffFields.counts());
        for (EventField field : EventField.values()) {
            names.add(field.wireName());
        }
        return List.copyOf(names);
    }
}
