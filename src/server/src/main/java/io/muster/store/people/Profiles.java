package io.muster.store.people;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.muster.identity.Profile;
import io.muster.people.Member;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * What firms know of people: what their tokens say, and of who has no name by that what the firm itself has written down. What one
 * firm has written down no other one sees.
 */
@Singleton
public class Profiles {
    private static final int FIRMS_AT_ONCE = 8;

    private final People people;
    private final Members members;

    Profiles(People people, Members members) {
        this.people = people;
        this.members = members;
    }

    /** The profiles of people as a firm knows them, by userKey; people of whom nothing is known are not in the map. */
    public Uni<Map<String, Profile>> of(String managerId, Collection<String> userKeys) {
        return of(Map.of(managerId, Set.copyOf(userKeys))).map(known -> known.getOrDefault(managerId, Map.of()));
    }

    /**
     * As {@link #of(String, Collection)}, for several firms.
     *
     * @param userKeys of the people whom each firm asks for
     * @return the profiles by firm and userKey
     */
    public Uni<Map<String, Map<String, Profile>>> of(Map<String, Set<String>> userKeys) {
        Set<String> all = userKeys.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        return people.byKeys(all)
                .chain(profiles -> Multi.createFrom()
                        .iterable(userKeys.entrySet())
                        .onItem()
                        .transformToUni(firm -> completed(firm.getKey(), firm.getValue(), profiles)
                                .map(known -> Map.entry(firm.getKey(), known)))
                        .merge(FIRMS_AT_ONCE)
                        .collect()
                        .asMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Uni<Map<String, Profile>> completed(String managerId, Set<String> userKeys, Map<String, Profile> profiles) {
        List<String> nameless = userKeys.stream()
                .filter(userKey ->
                        profiles.getOrDefault(userKey, Profile.UNKNOWN).name().isEmpty())
                .toList();
        return members.everByUserKeys(managerId, nameless)
                .map(found -> found.isEmpty() ? profiles : with(found, profiles));
    }

    private static Map<String, Profile> with(Map<String, Member> members, Map<String, Profile> profiles) {
        Map<String, Profile> all = new HashMap<>(profiles);
        members.forEach((userKey, member) -> all.merge(userKey, of(member), Profiles::completed));
        return all;
    }

    private static Profile of(Member member) {
        return new Profile(Optional.of(member.name()), member.email(), Optional.empty());
    }

    private static Profile completed(Profile known, Profile written) {
        return new Profile(known.name().or(written::name), known.email().or(written::email), known.picture());
    }
}
