package io.muster.store.rights;

import java.util.Optional;

import io.muster.people.Standings;
import org.bson.types.ObjectId;

/**
 * A change of a member.
 *
 * @param userKey that of the member after it; empty of one that is gone
 */
public record MemberChanged(ObjectId memberId, Optional<String> userKey) {

    /**
     * Whether it may be about a person.
     *
     * @param standings what was known of the person before
     */
    public boolean concerns(String person, Standings standings) {
        return userKey.filter(person::equals).isPresent()
                || standings.memberIds().contains(memberId);
    }
}
