package io.muster.store.rights;

import java.util.Optional;

import io.muster.people.Standings;
import org.bson.types.ObjectId;

/**
 * A change of what decides what somebody may: of a member, or of a machine's token.
 *
 * @param id of the document
 * @param userKey whom it is about; empty of a member that is gone
 */
public record RightsChanged(ObjectId id, Optional<String> userKey) {

    /**
     * Whether it may be about somebody.
     *
     * @param standings what was known of the person before
     */
    public boolean concerns(String person, Standings standings) {
        return userKey.filter(person::equals).isPresent()
                || standings.memberIds().contains(id);
    }
}
