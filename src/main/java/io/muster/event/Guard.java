package io.muster.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
     * @param added the entries to be added to either list
     * @param roleKeys the roles whose places must be enough afterwards: those that grow, and those whose count changed
     */
    static Bson of(ObjectId id, long version, List<StaffEntry> added, Iterable<String> roleKeys) {
        List<Bson> conditions = new ArrayList<>();
        conditions.add(Filters.eq("_id", id));
        conditions.add(Filters.eq(EventDocuments.VERSION, version));
        if (!added.isEmpty()) {
            List<String> userKeys = added.stream().map(StaffEntry::userKey).toList();
            if (Set.copyOf(userKeys).size() < userKeys.size()) {
                conditions.add(NOTHING);
            }
            conditions.add(Filters.nin(EventDocuments.ACCEPTED + ".userKey", userKeys));
            conditions.add(Filters.nin(EventDocuments.DECLINED + ".userKey", userKeys));
        }
        Map<String, Integer> growth = growth(added);
        List<Document> places = new ArrayList<>();
        roleKeys.forEach(key -> places.add(enoughPlaces(key, growth.getOrDefault(key, 0))));
        if (!places.isEmpty()) {
            conditions.add(Filters.expr(new Document("$and", places)));
        }
        return Filters.and(conditions);
    }

    /** How many of the entries take a place, by role. */
    static Map<String, Integer> growth(List<StaffEntry> added) {
        Map<String, Integer> growth = new HashMap<>();
        added.stream()
                .filter(entry -> entry.response() == Response.ACCEPT)
                .forEach(entry -> growth.merge(entry.key().orElseThrow(), 1, Integer::sum));
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
