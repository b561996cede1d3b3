package io.muster.event;

import java.util.List;

/**
 * Whom an event is for: everyone who works for its manager if both lists are empty, else those named or in a team named.
 *
 * @param userKeys at most 1 000, without duplicates
 * @param teamIds at most 100, without duplicates
 */
public record Audience(List<String> userKeys, List<String> teamIds) {
    public static final Audience EVERYONE = new Audience(List.of(), List.of());

    public Audience {
        userKeys = List.copyOf(userKeys);
        teamIds = List.copyOf(teamIds);
    }

    public boolean isEveryone() {
        return userKeys.isEmpty() && teamIds.isEmpty();
    }
}
