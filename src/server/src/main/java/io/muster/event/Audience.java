package io.muster.event;

import java.util.List;

import io.muster.identity.Caller;

/**
 * Who may see an event: everyone who works for its manager if both lists are empty, else the people named and the
 * members of the teams named.
 *
 * @param userKeys at most 1 000; duplicates are dropped
 * @param teamIds at most 100; duplicates are dropped
 */
public record Audience(List<String> userKeys, List<String> teamIds) {
    public static final Audience EVERYONE = new Audience(List.of(), List.of());

    public Audience {
        userKeys = DistinctList.copyOf(userKeys);
        teamIds = DistinctList.copyOf(teamIds);
    }

    public boolean isEveryone() {
        return userKeys.isEmpty() && teamIds.isEmpty();
    }

    /** Whether the audience includes this person. It does not check that the person works for the manager. */
    public boolean includes(Caller caller) {
        return isEveryone()
                || userKeys.contains(caller.userKey())
                || caller.teamIds().stream().anyMatch(teamIds::contains);
    }
}
