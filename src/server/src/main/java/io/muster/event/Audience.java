package io.muster.event;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.muster.identity.Caller;

/**
 * Who may see an event, and to whom it opens at a time of their own. Everyone who works for its manager sees it if both lists are
 * empty, else the people named and the members of the teams named; whoever is in a team of a wave sees it besides.
 *
 * @param userKeys at most 1 000; duplicates are dropped
 * @param teamIds at most 100; duplicates are dropped
 * @param waves at most {@link #MAX_WAVES}
 */
public record Audience(List<String> userKeys, List<String> teamIds, List<Wave> waves) {
    public static final int MAX_WAVES = 2;
    public static final Audience EVERYONE = new Audience(List.of(), List.of());

    public Audience {
        userKeys = DistinctList.copyOf(userKeys);
        teamIds = DistinctList.copyOf(teamIds);
        waves = List.copyOf(waves);
    }

    /** An audience without waves. */
    public Audience(List<String> userKeys, List<String> teamIds) {
        this(userKeys, teamIds, List.of());
    }

    /**
     * Teams to whom an event opens at a time of their own (docs/api.md#waves).
     *
     * @param teamIds 1 to 100; duplicates are dropped
     */
    public record Wave(Instant opensAt, List<String> teamIds) {
        public Wave {
            teamIds = DistinctList.copyOf(teamIds);
        }

        private boolean isForATeam(Collection<String> teams) {
            return teams.stream().anyMatch(teamIds::contains);
        }
    }

    public boolean isEveryone() {
        return userKeys.isEmpty() && teamIds.isEmpty();
    }

    /** Whether the audience includes this person. It does not check that the person works for the manager. */
    public boolean includes(Caller caller) {
        return isEveryone() || userKeys.contains(caller.userKey()) || isForATeam(caller.teamIds());
    }

    /** Whether one of these teams is in the audience, as one of its own or in a wave. */
    public boolean isForATeam(Collection<String> teams) {
        return teams.stream().anyMatch(teamIds::contains) || waves.stream().anyMatch(wave -> wave.isForATeam(teams));
    }

    /** The teams whose members see the event: those of {@link #teamIds}, then those of the waves; at most 300, each once. */
    public List<String> allTeamIds() {
        return Stream.concat(teamIds.stream(), waves.stream().flatMap(wave -> wave.teamIds().stream()))
                .distinct()
                .toList();
    }

    /** Whether the event opens to the person with a wave. */
    public boolean isInAWave(Caller person) {
        return waves.stream().anyMatch(wave -> wave.isForATeam(person.teamIds()));
    }

    /**
     * When the event opens to a person: with the first of the waves that the person is in; for everybody else at the event's
     * own time, or with the last wave where it has none. Empty where it was never closed.
     *
     * @param others {@link EventField#OPENS_AT} of the event
     */
    public Optional<Instant> opensAt(Caller person, Optional<Instant> others) {
        if (waves.isEmpty()) {
            return others;
        }
        return waves.stream()
                .filter(wave -> wave.isForATeam(person.teamIds()))
                .map(Wave::opensAt)
                .min(Comparator.naturalOrder())
                .or(() -> others)
                .or(() -> waves.stream().map(Wave::opensAt).max(Comparator.naturalOrder()));
    }
}
