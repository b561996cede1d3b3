package io.muster.store.write;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.mongodb.client.model.Filters;
import io.muster.event.Event;
import io.muster.event.Response;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.plan.Repair;
import io.muster.store.EventDocuments;
import io.muster.store.StaffFields;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * The condition under which people may be added to the stored event, evaluated by the database. It counts entries and
 * relies on no counter and no plan, so that I1 and I2 hold even if the plan is wrong (docs/design.md#guard).
 */
final class Guard {
    /** Matches no document: a plan that adds a person twice is wrong in any case. */
    private static final Bson NOTHING = Filters.in("_id", List.of());

    private Guard() {}

    /**
     * The filter of the update that adds people, after the removals and a manager's changes are in place.
     *
     * @param version the version the plan rests on
     * @param added the entries to be added to each list
     * @param recounted the roles whose places have to suffice although nobody is added: those whose count changes
     */
    static Bson of(ObjectId id, long version, Roster added, Set<String> recounted) {
        List<Bson> conditions = new ArrayList<>();
        conditions.add(Filters.eq("_id", id));
        conditions.add(Filters.eq(EventDocuments.VERSION, version));
        List<String> userKeys = added.all().map(StaffEntry::userKey).toList();
        if (!userKeys.isEmpty()) {
            if (Set.copyOf(userKeys).size() < userKeys.size()) {
                conditions.add(NOTHING);
            }
            StaffFields.lists().forEach(list -> conditions.add(Filters.nin(list + ".userKey", userKeys)));
        }
        Map<String, Integer> more = growth(added);
        recounted.forEach(key -> more.putIfAbsent(key, 0));
        if (!more.isEmpty()) {
            List<Document> places = new ArrayList<>();
            more.forEach((key, people) -> places.add(enoughPlaces(key, people)));
            conditions.add(Filters.expr(new Document("$and", places)));
        }
        return Filters.and(conditions);
    }

    /**
     * The filter of an update that replaces both lists. It matches nothing if the new lists have a person twice or more
     * people in a role than places.
     *
     * @param version the version the plan rests on
     */
    static Bson ofWhole(Event after, long version) {
        Bson unchangedSince = Filters.and(Filters.eq("_id", after.id()), Filters.eq(EventDocuments.VERSION, version));
        return Repair.of(after, false).isEmpty() ? unchangedSince : NOTHING;
    }

    /** The number of people added per role. Everybody added to the accepted counts, whatever the entry says. */
    private static Map<String, Integer> growth(Roster added) {
        Map<String, Integer> growth = new HashMap<>();
        placed().flatMap(response -> added.list(response).stream())
                .forEach(entry -> growth.merge(entry.key().orElseThrow(), 1, Integer::sum));
        return growth;
    }

    private static Stream<Response> placed() {
        return Arrays.stream(Response.values()).filter(Response::takesPlace);
    }

    private static Document enoughPlaces(String key, int more) {
        List<Object> people = new ArrayList<>();
        placed().forEach(response ->
                people.add(new Document("$size", entriesOf("$" + StaffFields.list(response), key))));
        people.add(more);
        Document count = new Document(
                "$sum",
                new Document(
                        "$map",
                        new Document("input", entriesOf("$" + EventDocuments.ROLES, key))
                                .append("as", "role")
                                .append("in", "$$role.count")));
        return new Document("$lte", List.of(new Document("$add", people), count));
    }

    /** The key is client input. In {@code $literal} a {@code $} in it is a character. */
    private static Document entriesOf(String array, String key) {
        return new Document(
                "$filter",
                new Document("input", array)
                        .append("as", "entry")
                        .append("cond", new Document("$eq", List.of("$$entry.key", new Document("$literal", key)))));
    }
}
