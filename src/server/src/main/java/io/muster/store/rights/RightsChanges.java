package io.muster.store.rights;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

import io.muster.people.Standings;
import org.bson.types.ObjectId;

/**
 * Changes of what decides what somebody may that were heard together: of members, or of machines' tokens.
 *
 * @param ids of all documents
 * @param userKeys whom they are about, as far as that can be said
 * @param gone the ids of members that are gone, of whom it cannot
 */
public record RightsChanges(Set<ObjectId> ids, Set<String> userKeys, Set<ObjectId> gone) {
    public RightsChanges {
        ids = Set.copyOf(ids);
        userKeys = Set.copyOf(userKeys);
        gone = Set.copyOf(gone);
    }

    static RightsChanges of(Collection<RightsChanged> changes) {
        Set<ObjectId> ids = new HashSet<>();
        Set<String> userKeys = new HashSet<>();
        Set<ObjectId> gone = new HashSet<>();
        changes.forEach(change -> {
            ids.add(change.id());
            change.userKey().ifPresentOrElse(userKeys::add, () -> gone.add(change.id()));
        });
        return new RightsChanges(ids, userKeys, gone);
    }

    /**
     * Whether they may be about somebody.
     *
     * @param standings what was known of the person before
     */
    public boolean concern(String person, Standings standings) {
        return userKeys.contains(person) || !Collections.disjoint(ids, standings.memberIds());
    }
}
