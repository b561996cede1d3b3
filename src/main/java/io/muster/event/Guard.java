package io.muster.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.mongodb.client.model.Filters;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * What must be true of the stored event for people to be added to it, in the database's own terms: it counts entries, and
 * trusts no counter and no plan. It makes I1 and I2 true even where the plan is wrong.
 */
final class Guard {
    /** Matches no document: a plan that adds somebody twice is wrong whatever is stored. */
    private static final Bson NOTHING = Filters.in("_id", List.of());

    private Guard() {}

    /**
     * The filter of the update that adds them, after those who leave have left and what a manager changed is in place.
     *
     * @param version the version the plan rests on
     * @param accepted the entries to be added to the people who are in
     * @param declined the entries to be added to those who are not
     * @param recounted the roles whose places must be enough afterwards though nobody gets into them: those whose count
     *     changed
     */
    static Bson of(
            ObjectId id, long version, List<StaffEntry> accepted, List<StaffEntry> declined, Set<String> recounted) {
        List<Bson> conditions = new ArrayList<>();
        conditions.add(Filters.eq("_id", id));
        conditions.add(Filters.eq(EventDocuments.VERSION, version));
        List<String> userKeys = Stream.concat(accepted.stream(), declined.stream())
                .map(StaffEntry::userKey)
                .toList();
        if (!userKeys.isEmpty()) {
            if (Set.copyOf(userKeys).size() < userKeys.size()) {
                conditions.add(NOTHING);
            }
            conditions.add(Filters.nin(EventDocuments.ACCEPTED + ".userKey", userKeys));
            conditions.add(Filters.nin(EventDocuments.DECLINED + ".userKey", userKeys));
        }
        Map<String, Integer> more = growth(accepted);
        recounted.forEach(key -> more.putIfAbsent(key, 0));
        if (!more.isEmpty()) {
            List<Document> places = new ArrayList<>();
            more.forEach((key, people) -> places.add(enoughPlaces(key, people)));
            conditions.add(Filters.expr(new Document("$and", places)));
        }
        return Filters.and(conditions);
    }

    /**
     * The filter of an update that replaces both lists: nothing matches where what is to be stored holds a person twice or
     * more people in a role than it has places.
     *
     * @param version the version the plan rests on
     */
    static Bson ofWhole(Event after, long version) {
        Bson unchangedSince = Filters.and(Filters.eq("_id", after.id()), Filters.eq(EventDocuments.VERSION, version));
        return Repair.of(after, false).isEmpty() ? unchangedSince : NOTHING;
    }

    /** How many get in, by role: the list they come into counts, not what their entry says. */
    private static Map<String, Integer> growth(List<StaffEntry> accepted) {
        Map<String, Integer> growth = new HashMap<>();
        accepted.forEach(entry -> growth.merge(entry.key().orElseThrow(), 1, Integer::sum));
        return growth;
    }

    private static Document enoughPlaces(String key, int more) {
        Document taken = new Document("$size", entriesOf("$" + EventDocuments.ACCEPTED, key));
        Document count = new Document(
                "$sum",
                new Document(
                        "$map",
                        new Document("input", entriesOf("$" + EventDocuments.ROLES, key))
                                .append("as", "role")
                                .append("in", "$$role.count")));
        return new Document("$lte", List.of(new Document("$add", List.of(taken, more)), count));
    }

    /** The key is a client's word: it stands in {@code $literal}, so that a {@code $} in it is a character. */
    private static Document entriesOf(String array, String key) {
        return new Document(
                "$filter",
                new Document("input", array)
                        .append("as", "entry")
                        .append("cond", new Document("$eq", List.of("$$entry.key", new Document("$literal", key)))));
    }
}
