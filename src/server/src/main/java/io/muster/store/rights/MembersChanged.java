package io.muster.store.rights;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

import io.muster.people.Standings;
import org.bson.types.ObjectId;

/**
 * Changes of members that were heard together.
 *
 * @param memberIds of all of them
 * @param userKeys of those that are still there
 * @param gone the ids of those that are not
 */
public record MembersChanged(Set<ObjectId> memberIds, Set<String> userKeys, Set<ObjectId> gone) {
    public MembersChanged {
        memberIds = Set.copyOf(memberIds);
        userKeys = Set.copyOf(userKeys);
        gone = Set.copyOf(gone);
    }

    static MembersChanged of(Collection<MemberChanged> changes) {
        Set<ObjectId> memberIds = new HashSet<>();
        Set<String> userKeys = new HashSet<>();
        Set<ObjectId> gone = new HashSet<>();
        changes.forEach(change -> {
            memberIds.add(change.memberId());
            change.userKey().ifPresentOrElse(userKeys::add, () -> gone.add(change.memberId()));
        });
        return new MembersChanged(memberIds, userKeys, gone);
    }

    /**
     * Whether they may be about a person.
     *
     * @param standings what was known of the person before
     */
    public boolean concern(String person, Standings standings) {
        return userKeys.contains(person) || !Collections.disjoint(memberIds, standings.memberIds());
    }
}
