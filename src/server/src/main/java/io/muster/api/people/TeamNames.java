package io.muster.api.people;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.muster.people.Team;

/** A firm's teams by what a sheet may call them: their ids, or their names in any case. */
final class TeamNames {
    private final Set<String> ids;
    private final Map<String, String> byName = new HashMap<>();

    TeamNames(List<Team> teams) {
        ids = teams.stream().map(Team::id).collect(Collectors.toUnmodifiableSet());
        teams.forEach(team -> byName.putIfAbsent(key(team.name()), team.id()));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    Set<String> ids() {
        return ids;
    }

    /** The id of a team; what names none stays as it is. */
    String id(String said) {
        return ids.contains(said)
                ? said
                : Optional.ofNullable(byName.get(key(said))).orElse(said);
    }
}
