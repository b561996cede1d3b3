package io.muster.event;

import java.util.List;

import io.muster.identity.Caller;

/**
 * Whom an event is for: everyone who works for its manager if both lists are empty, else those named or in a team named.
 *
 * @param userKeys at most 1 000; what repeats is kept once
 * @param teamIds at most 100; what repeats is kept once
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

    /** Whether the event is for this person; that the person works for its manager is another question. */
    public boolean includes(Caller caller) {
        return isEveryone()
                || userKeys.contains(caller.userKey())
                || caller.teamIds().stream().anyMatch(teamIds::contains);
    }
}
