package io.muster.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.muster.history.Entry.Journaled;
import io.muster.history.Entry.Places;
import io.muster.history.Entry.Seat;

/**
 * With which role of an event each person stands, whatever it is called by now (docs/api.md#rename): a role that is renamed stays the
 * same, and one that gets the name of a role that is gone is another. Only a new role of a name is what those who wait for a
 * role of that name wait for.
 */
final class RoleIdentities {
    private final Map<String, Seat> accepted;
    private final Map<String, Seat> standby;
    private final Map<String, Seat> declined;
    private final Map<String, String> held = new HashMap<>();

    /** Of the roles there are, by their names' keys. */
    private Map<String, String> roles = new LinkedHashMap<>();

    /** The lists as they change: everybody follows a role's new name there. */
    RoleIdentities(Map<String, Seat> accepted, Map<String, Seat> standby, Map<String, Seat> declined) {
        this.accepted = accepted;
        this.standby = standby;
        this.declined = declined;
    }

    /** A person has a new entry. */
    void stands(Seat seat) {
        seat.role()
                .map(Replayed::key)
                .ifPresentOrElse(
                        name -> held.put(seat.userKey(), roles.computeIfAbsent(name, this::unused)),
                        () -> held.remove(seat.userKey()));
    }

    /** A person who is known by another userKey has the role of an entry that there was. */
    void keeps(Seat seat, Seat before) {
        String role = held.get(before.userKey());
        if (role == null) {
            held.remove(seat.userKey());
        } else {
            held.put(seat.userKey(), role);
        }
    }

    /** Whether a person waits for a role that is there. */
    boolean isThere(Seat seat) {
        return Objects.equals(roles.get(seat.role().map(Replayed::key).orElse("")), held.get(seat.userKey()));
    }

    /** What an entry makes of the roles, before it is applied. An entry of a history from outside does not say which roles there are. */
    void change(Journaled line) {
        Map<String, String> renamed = new LinkedHashMap<>();
        line.renamed().forEach((before, after) -> renamed.put(Replayed.key(before), after));
        Optional<List<String>> names = line.places().map(RoleIdentities::names);
        if (renamed.isEmpty()
                && names.filter(there -> !roles.keySet().equals(new HashSet<>(there)))
                        .isEmpty()) {
            return;
        }
        Map<String, String> next = new LinkedHashMap<>();
        renamed.forEach((before, after) -> next.put(Replayed.key(after), roles.computeIfAbsent(before, this::unused)));
        roles.forEach((name, role) -> {
            if (!renamed.containsKey(name)
                    && names.map(there -> there.contains(name)).orElse(true)) {
                next.putIfAbsent(name, role);
            }
        });
        names.orElse(List.of()).forEach(name -> {
            if (!next.containsKey(name)) {
                next.put(name, fresh(name, next.values()));
            }
        });
        Map<String, String> called = new HashMap<>();
        renamed.forEach((before, after) -> called.put(Objects.requireNonNull(next.get(Replayed.key(after))), after));
        Stream.of(accepted, standby, declined).forEach(list -> list.replaceAll((userKey, seat) -> named(seat, called)));
        roles = next;
    }

    private static List<String> names(List<Places> places) {
        return places.stream().map(role -> Replayed.key(role.role())).toList();
    }

    private Seat named(Seat seat, Map<String, String> called) {
        String name = called.get(held.getOrDefault(seat.userKey(), ""));
        return name == null ? seat : new Seat(seat.userKey(), Optional.of(name), seat.version(), seat.since());
    }

    private String unused(String name) {
        return fresh(name, Set.of());
    }

    /** The role that people wait for under this name although it is gone; else one that nobody has anything to do with. */
    private String fresh(String name, Collection<String> taken) {
        String role = standby.values().stream()
                .filter(seat -> isCalled(seat, name))
                .map(seat -> held.getOrDefault(seat.userKey(), ""))
                .filter(gone -> !taken.contains(gone) && !roles.containsValue(gone))
                .findFirst()
                .orElse(name);
        for (int number = 2; taken.contains(role) || isOfAnotherName(role, name); number++) {
            role = name + "#" + number;
        }
        return role;
    }

    private boolean isOfAnotherName(String role, String name) {
        return Stream.of(accepted, standby, declined)
                .flatMap(list -> list.values().stream())
                .anyMatch(seat -> role.equals(held.get(seat.userKey())) && !isCalled(seat, name));
    }

    private static boolean isCalled(Seat seat, String name) {
        return Replayed.key(seat.role().orElse("")).equals(name);
    }
}
