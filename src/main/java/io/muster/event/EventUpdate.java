package io.muster.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.mongodb.client.model.Filters;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * What a plan writes to the event, as the database takes it: the difference between before and after. In order: people
 * follow a role's new spelling; people leave, and what a manager changed is set ({@code $pull} and {@code $push} on one list
 * in one update are refused); people are added, under the {@link Guard}. Classic operators write to the oplog what changes,
 * and evaluate nothing that a client sent.
 *
 * @param preparations carried out first, in order; each must match
 * @param last the guarded one: if it matches nothing, the plan was wrong
 */
public record EventUpdate(List<Step> preparations, Step last) {
    /** Known only when all is done, and so set by the last step. */
    private static final Set<String> SET_LAST = Set.of(
            EventDocuments.VERSION,
            EventDocuments.MANAGER_VERSION,
            EventDocuments.STATUS,
            EventDocuments.ACCEPTED_COUNT,
            EventDocuments.DECLINED_COUNT,
            EventDocuments.ROLE_STATS,
            EventDocuments.UPDATED_AT);

    /** One update of the one event. */
    public record Step(Bson filter, Document update, List<Document> arrayFilters) {}

    /** @param plan one that records something */
    public static EventUpdate of(Plan plan) {
        Event before = plan.before();
        Event after = plan.after();
        if (plan.repairs()) {
            return anew(before, after);
        }
        PeopleChange accepted = PeopleChange.between(before.accepted(), after.accepted());
        PeopleChange declined = PeopleChange.between(before.declined(), after.declined());
        Document headBefore = EventDocuments.head(before);
        Document headAfter = EventDocuments.head(after);
        Bson unchangedSince =
                Filters.and(Filters.eq("_id", before.id()), Filters.eq(EventDocuments.VERSION, before.version()));

        List<Step> preparations = new ArrayList<>();
        Map<String, String> respelled = new HashMap<>(accepted.respelled());
        respelled.putAll(declined.respelled());
        if (!respelled.isEmpty()) {
            preparations.add(respelling(unchangedSince, respelled));
        }
        Document leaving = new Document();
        putIfAny(leaving, "$pull", pulls(accepted, declined));
        putIfAny(leaving, "$set", changed(headBefore, headAfter, false));
        putIfAny(leaving, "$unset", removed(headBefore, headAfter));
        if (!leaving.isEmpty()) {
            preparations.add(new Step(unchangedSince, leaving, List.of()));
        }

        Document adding = new Document();
        putIfAny(adding, "$push", pushes(accepted, declined));
        adding.append("$set", changed(headBefore, headAfter, true));
        Bson guard =
                Guard.of(before.id(), before.version(), accepted.added(), declined.added(), recounted(before, after));
        return new EventUpdate(List.copyOf(preparations), new Step(guard, adding, List.of()));
    }

    /**
     * A repaired event, written whole: what is stored is not what the difference would be taken from, so nothing of it is
     * left to stand. Who is in it afterwards is known here, and needs no counting in the database.
     */
    private static EventUpdate anew(Event before, Event after) {
        Document whole = EventDocuments.of(after);
        whole.remove("_id");
        Document update = new Document("$set", whole);
        putIfAny(update, "$unset", removed(EventDocuments.head(before), EventDocuments.head(after)));
        return new EventUpdate(List.of(), new Step(Guard.ofWhole(after, before.version()), update, List.of()));
    }

    /** Roles whose count is another, for one that is gone 0. */
    private static Set<String> recounted(Event before, Event after) {
        Map<String, Integer> stored = counts(before);
        Map<String, Integer> planned = counts(after);
        Set<String> keys = new LinkedHashSet<>(stored.keySet());
        keys.addAll(planned.keySet());
        keys.removeIf(key -> stored.getOrDefault(key, 0).equals(planned.getOrDefault(key, 0)));
        return keys;
    }

    private static Map<String, Integer> counts(Event event) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        event.roles().forEach(role -> counts.put(role.key(), role.count()));
        return counts;
    }

    /** Each role's people in both lists, found by the role's key. */
    private static Step respelling(Bson filter, Map<String, String> spellings) {
        Document set = new Document();
        List<Document> arrayFilters = new ArrayList<>();
        spellings.forEach((key, spelling) -> {
            String name = "role" + arrayFilters.size();
            set.append(EventDocuments.ACCEPTED + ".$[" + name + "].role", spelling);
            set.append(EventDocuments.DECLINED + ".$[" + name + "].role", spelling);
            arrayFilters.add(new Document(name + ".key", key));
        });
        return new Step(filter, new Document("$set", set), arrayFilters);
    }

    private static Document pulls(PeopleChange accepted, PeopleChange declined) {
        Document pulls = new Document();
        accepted.leavers().ifPresent(who -> pulls.append(EventDocuments.ACCEPTED, who));
        declined.leavers().ifPresent(who -> pulls.append(EventDocuments.DECLINED, who));
        return pulls;
    }

    private static Document pushes(PeopleChange accepted, PeopleChange declined) {
        Document pushes = new Document();
        accepted.comers().ifPresent(each -> pushes.append(EventDocuments.ACCEPTED, each));
        declined.comers().ifPresent(each -> pushes.append(EventDocuments.DECLINED, each));
        return pushes;
    }

    private static Document changed(Document before, Document after, boolean last) {
        Document changed = new Document();
        after.forEach((name, value) -> {
            if (SET_LAST.contains(name) == last && !Objects.equals(value, before.get(name))) {
                changed.append(name, value);
            }
        });
        return changed;
    }

    private static Document removed(Document before, Document after) {
        Document removed = new Document();
        before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(name -> removed.append(name, ""));
        return removed;
    }

    private static void putIfAny(Document update, String operator, Document what) {
        if (!what.isEmpty()) {
            update.append(operator, what);
        }
    }
}
