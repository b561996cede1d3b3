package io.muster.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.bson.Document;

/**
 * How one list of people becomes another: some leave, some follow a new spelling where they stand, some come at the end.
 *
 * @param removed by userKey
 * @param added in their order
 * @param respelled the new spelling, by role key
 */
record PeopleChange(List<String> removed, List<StaffEntry> added, Map<String, String> respelled) {

    /** An entry stays if it is the same response; one made anew moves to the end. */
    static PeopleChange between(List<StaffEntry> before, List<StaffEntry> after) {
        Map<String, StaffEntry> stored = new HashMap<>();
        before.forEach(entry -> stored.put(entry.userKey(), entry));
        Set<String> staying = new HashSet<>();
        List<StaffEntry> added = new ArrayList<>();
        Map<String, String> respelled = new HashMap<>();
        for (StaffEntry entry : after) {
            StaffEntry same = stored.get(entry.userKey());
            if (same == null || same.version() != entry.version()) {
                added.add(entry);
                continue;
            }
            staying.add(entry.userKey());
            if (!same.role().equals(entry.role())) {
                respelled.put(entry.key().orElseThrow(), entry.role().orElseThrow());
            }
        }
        List<String> removed =
                stored.keySet().stream().filter(who -> !staying.contains(who)).toList();
        return new PeopleChange(removed, added, respelled);
    }

    /** What {@code $pull} takes out. */
    Optional<Document> leavers() {
        return removed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Document("userKey", new Document("$in", removed)));
    }

    /** What {@code $push} adds. */
    Optional<Document> comers() {
        return added.isEmpty()
                ? Optional.empty()
                : Optional.of(new Document(
                        "$each", added.stream().map(EventDocuments::entry).toList()));
    }
}
