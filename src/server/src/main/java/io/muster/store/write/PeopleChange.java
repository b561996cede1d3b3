package io.muster.store.write;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.muster.event.Response;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.store.StaffDocuments;
import org.bson.Document;

/**
 * The difference between two lists of people: removed, renamed role, added at the end.
 *
 * @param removed by userKey
 * @param added in their order
 * @param renamed the new names of roles, by role key
 * @param confirmed who stays and has confirmed, by the version confirmed
 */
record PeopleChange(
        List<String> removed, List<StaffEntry> added, Map<String, String> renamed, Map<Long, List<String>> confirmed) {

    /** The change of each list. */
    static Map<Response, PeopleChange> between(Roster before, Roster after) {
        Map<Response, PeopleChange> changes = new EnumMap<>(Response.class);
        for (Response response : Response.values()) {
            changes.put(response, between(before.list(response), after.list(response)));
        }
        return changes;
    }

    /** Who is added to a list. */
    static List<StaffEntry> added(Map<Response, PeopleChange> changes, Response response) {
        PeopleChange change = changes.get(response);
        return change == null ? List.of() : change.added();
    }

    /** An entry is unchanged if it is the same response; a repeated response moves to the end. */
    private static PeopleChange between(List<StaffEntry> before, List<StaffEntry> after) {
        Map<String, StaffEntry> stored = new HashMap<>();
        before.forEach(entry -> stored.put(entry.userKey(), entry));
        Set<String> staying = new HashSet<>();
        List<StaffEntry> added = new ArrayList<>();
        Map<String, String> renamed = new HashMap<>();
        Map<Long, List<String>> confirmed = new TreeMap<>();
        for (StaffEntry entry : after) {
            StaffEntry same = stored.get(entry.userKey());
            if (same == null || same.version() != entry.version()) {
                added.add(entry);
                continue;
            }
            staying.add(entry.userKey());
            if (!same.role().equals(entry.role())) {
                renamed.put(entry.key().orElseThrow(), entry.role().orElseThrow());
            }
            if (same.confirmed() != entry.confirmed()) {
                confirmed
                        .computeIfAbsent(entry.confirmed(), first -> new ArrayList<>())
                        .add(entry.userKey());
            }
        }
        List<String> removed =
                stored.keySet().stream().filter(who -> !staying.contains(who)).toList();
        return new PeopleChange(removed, added, renamed, confirmed);
    }

    /** The operand of {@code $pull}. */
    Optional<Document> pulled() {
        return removed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Document("userKey", new Document("$in", removed)));
    }

    /** The operand of {@code $push}. */
    Optional<Document> pushed() {
        return added.isEmpty()
                ? Optional.empty()
                : Optional.of(new Document(
                        "$each", added.stream().map(StaffDocuments::of).toList()));
    }
}
