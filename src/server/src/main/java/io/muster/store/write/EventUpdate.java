package io.muster.store.write;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.mongodb.client.model.Filters;
import io.muster.event.Event;
import io.muster.event.Response;
import io.muster.event.Roster;
import io.muster.event.plan.Plan;
import io.muster.store.DerivedFields;
import io.muster.store.EventDocuments;
import io.muster.store.StaffDocuments;
import io.muster.store.StaffFields;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The updates of a plan: the difference between the event before and after. In order: entries take over a new spelling
 * of a role; who has confirmed is set; people are removed and a manager's changes are set, because MongoDB refuses {@code $pull} and {@code
 * $push} on one list in one update; people are added, under the {@link Guard}. Classic operators write only the changes
 * to the oplog and evaluate nothing that a client sent.
 *
 * @param preparations run first, in order; each has to match
 * @param last the guarded update; if it matches nothing, the plan was wrong
 */
public record EventUpdate(List<Step> preparations, Step last) {
    /** Fields whose value depends on all changes, and that the last step sets. */
    private static final Set<String> SET_LAST = Stream.concat(
                    StaffFields.counts().stream(),
                    Stream.of(
                            EventDocuments.VERSION,
                            EventDocuments.MANAGER_VERSION,
                            EventDocuments.STATUS,
                            StaffFields.UNCONFIRMED_COUNT,
                            EventDocuments.ROLE_STATS,
                            EventDocuments.UPDATED_AT,
                            EventDocuments.ENDS_AT))
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Written with every change, also where the change does not touch it: it follows from the rules of time zones, and what is
     * stored may follow from older ones.
     */
    private static final Set<String> DATED = Set.of(EventDocuments.ENDS_AT);

    /** One update of the event. */
    public record Step(Bson filter, Document update, List<Document> arrayFilters) {}

    /** @param plan a plan that records something */
    public static EventUpdate of(Plan plan) {
        Event before = plan.before();
        Event after = plan.after();
        if (plan.repairs()) {
            return anew(before, after);
        }
        Map<Response, PeopleChange> people = PeopleChange.between(before.people(), after.people());
        Document headBefore = EventDocuments.head(before);
        Document headAfter = EventDocuments.head(after);
        Bson unchangedSince =
                Filters.and(Filters.eq("_id", before.id()), Filters.eq(EventDocuments.VERSION, before.version()));

        List<Step> preparations = new ArrayList<>();
        if (people.values().stream().anyMatch(change -> !change.renamed().isEmpty())) {
            preparations.add(renaming(unchangedSince, people));
        }
        people.forEach((response, change) -> {
            if (!change.confirmed().isEmpty()) {
                preparations.add(confirming(unchangedSince, response, change.confirmed()));
            }
        });
        Document leaving = new Document();
        putIfAny(leaving, "$pull", each(people, PeopleChange::pulled));
        putIfAny(leaving, "$set", changed(headBefore, headAfter, false));
        putIfAny(leaving, "$unset", removed(headBefore, headAfter));
        if (!leaving.isEmpty()) {
            preparations.add(new Step(unchangedSince, leaving, List.of()));
        }

        Document adding = new Document();
        putIfAny(adding, "$push", each(people, PeopleChange::pushed));
        adding.append("$set", changed(headBefore, headAfter, true));
        Bson guard = Guard.of(
                before.id(),
                before.version(),
                Roster.of(response -> PeopleChange.added(people, response)),
                recounted(before, after));
        return new EventUpdate(List.copyOf(preparations), new Step(guard, adding, List.of()));
    }

    /**
     * A repaired event is written as a whole: the stored lists are not what the plan started from, so no difference can
     * be computed. The plan knows everybody who is in it, so the database need not count.
     */
    private static EventUpdate anew(Event before, Event after) {
        Document whole = EventDocuments.of(after);
        whole.remove("_id");
        Document update = new Document("$set", whole);
        Document gone = removed(EventDocuments.head(before), EventDocuments.head(after));
        // What is derived may be stored where it should not be: the plan started from what is right.
        Stream.concat(DerivedFields.NAMES.stream(), Stream.of(EventDocuments.TERMS))
                .filter(field -> !whole.containsKey(field))
                .forEach(field -> gone.append(field, ""));
        putIfAny(update, "$unset", gone);
        return new EventUpdate(List.of(), new Step(Guard.ofWhole(after, before.version()), update, List.of()));
    }

    /** The keys of the roles whose count changes; a removed role counts as 0. */
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

    /** The entries of each role in the lists that have some, found by the role's key; a list that is not stored cannot be named. */
    private static Step renaming(Bson filter, Map<Response, PeopleChange> people) {
        Document set = new Document();
        Map<String, String> elements = new LinkedHashMap<>();
        people.forEach((response, change) -> change.renamed().forEach((key, name) -> {
            String element = elements.computeIfAbsent(key, first -> "role" + elements.size());
            set.append(StaffFields.list(response) + ".$[" + element + "].role", name);
        }));
        List<Document> arrayFilters = new ArrayList<>();
        elements.forEach((key, element) -> arrayFilters.add(new Document(element + ".key", key)));
        return new Step(filter, new Document("$set", set), arrayFilters);
    }

    /** The entries of those who have confirmed. All of a batch have confirmed the same version, but for a change in between. */
    private static Step confirming(Bson filter, Response response, Map<Long, List<String>> confirmed) {
        Document set = new Document();
        List<Document> arrayFilters = new ArrayList<>();
        confirmed.forEach((version, userKeys) -> {
            String element = "confirmed" + version;
            set.append(StaffFields.list(response) + ".$[" + element + "]." + StaffDocuments.CONFIRMED, version);
            arrayFilters.add(new Document(element + ".userKey", new Document("$in", userKeys)));
        });
        return new Step(filter, new Document("$set", set), arrayFilters);
    }

    /** What of each list's change there is, by the list's name. */
    private static Document each(Map<Response, PeopleChange> people, Function<PeopleChange, Optional<Document>> part) {
        Document each = new Document();
        people.forEach((response, change) ->
                part.apply(change).ifPresent(what -> each.append(StaffFields.list(response), what)));
        return each;
    }

    private static Document changed(Document before, Document after, boolean last) {
        Document changed = new Document();
        after.forEach((name, value) -> {
            boolean differs = !Objects.equals(value, before.get(name)) || DATED.contains(name);
            if (SET_LAST.contains(name) == last && differs) {
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
