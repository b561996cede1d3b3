package io.muster.people;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.muster.identity.Standing;
import org.bson.types.ObjectId;

/**
 * What all firms say of a person, as far as it decides what the person may.
 *
 * @param byFirm of each firm that says something
 * @param memberIds of the members that the person is
 */
public record Standings(Map<String, Standing> byFirm, Set<ObjectId> memberIds) {
    public static final Standings NONE = new Standings(Map.of(), Set.of());

    public Standings {
        byFirm = Map.copyOf(byFirm);
        memberIds = Set.copyOf(memberIds);
    }

    public static Standings of(Collection<Membership> memberships) {
        return new Standings(
                memberships.stream().collect(Collectors.toMap(Membership::managerId, Membership::standing)),
                memberships.stream().map(Membership::id).collect(Collectors.toSet()));
    }

    public Standing in(String managerId) {
        return byFirm.getOrDefault(managerId, Standing.NONE);
    }

    /** The firms that have blocked the person. */
    public Set<String> blocking() {
        return byFirm.entrySet().stream()
                .filter(firm -> firm.getValue().blocked())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
