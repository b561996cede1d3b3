package io.muster.event.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.muster.event.Response;
import io.muster.event.ResponseCounts;
import io.muster.event.Role;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;
import io.muster.event.Terms;

/**
 * A {@link Roster} that changes: people are found, counted, added and removed in constant time, whatever the event holds.
 * Not thread-safe.
 */
final class OpenRoster {
    private final Map<Response, LinkedHashMap<String, StaffEntry>> lists = new EnumMap<>(Response.class);
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();

    /** Further entries of people whom an event that was broken in the database holds several times. */
    private final Map<String, List<StaffEntry>> doubled = new HashMap<>();

    private long unorderedUpTo;
    private Terms terms;
    private int unconfirmed;

    /** @param terms what became of times and place since they came in */
    OpenRoster(Roster people, Terms terms) {
        this.terms = terms;
        for (Response response : Response.values()) {
            LinkedHashMap<String, StaffEntry> list = new LinkedHashMap<>();
            lists.put(response, list);
            for (StaffEntry entry : people.list(response)) {
                StaffEntry other = list.put(entry.userKey(), entry);
                count(response, entry, 1);
                if (other != null && response.takesPlace()) {
                    doubled.computeIfAbsent(entry.userKey(), first -> new ArrayList<>())
                            .add(other);
                } else if (other != null) {
                    count(response, other, -1);
                }
            }
        }
    }

    /** The person's response from now on, at the end of its list; the one before leaves. */
    void put(StaffEntry entry) {
        remove(entry.userKey());
        Response response = entry.response();
        list(response).put(entry.userKey(), entry);
        count(response, entry, 1);
        while (list(response).size() > response.kept()) {
            order();
            remove(list(response).keySet().iterator().next());
        }
    }

    /** The person's response from now on, where the one before stood; without one nothing. */
    void replace(StaffEntry entry) {
        StaffEntry before = list(entry.response()).replace(entry.userKey(), entry);
        if (before != null) {
            count(entry.response(), before, -1);
            count(entry.response(), entry, 1);
        }
    }

    /** Times and place are others now. */
    void follow(Terms changed) {
        terms = changed;
        unconfirmed = 0;
        for (Response response : Response.values()) {
            list(response).values().forEach(entry -> countUnconfirmed(entry, 1));
        }
        doubled.values().forEach(others -> others.forEach(entry -> countUnconfirmed(entry, 1)));
    }

    Terms terms() {
        return terms;
    }

    /** How many of those who are in have to confirm times and place. */
    int unconfirmed() {
        return unconfirmed;
    }

    /** Takes the person out of whichever list holds the person. */
    void remove(String userKey) {
        lists.forEach((response, list) -> {
            StaffEntry left = list.remove(userKey);
            if (left != null) {
                count(response, left, -1);
            }
        });
        List<StaffEntry> others = doubled.remove(userKey);
        if (others != null) {
            others.forEach(other -> count(other, -1));
        }
    }

    /** People follow a role's new name where they stand. */
    void rename(Collection<Role> roles) {
        Map<String, String> names = Role.namesByKey(roles);
        lists.values().forEach(list -> list.replaceAll((userKey, entry) -> entry.renamed(names)));
    }

    /** {@link StaffEntry#sharing}, of everybody. */
    void share(List<Role> roles) {
        lists.values().forEach(list -> list.replaceAll((userKey, entry) -> entry.sharing(roles)));
    }

    /** Sorts each list by the versions of its entries; those above {@code version} come last. */
    void orderUpTo(long version) {
        unorderedUpTo = version;
    }

    Optional<StaffEntry> find(String userKey) {
        for (Map<String, StaffEntry> list : lists.values()) {
            StaffEntry entry = list.get(userKey);
            if (entry != null) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    Optional<StaffEntry> find(Response response, String userKey) {
        return Optional.ofNullable(list(response).get(userKey));
    }

    /** As it is now: it changes with the next change. */
    Collection<StaffEntry> people(Response response) {
        order();
        return Collections.unmodifiableCollection(list(response).values());
    }

    int taken(String roleKey) {
        return taken.getOrDefault(roleKey, 0);
    }

    int waiting(String roleKey) {
        return waiting.getOrDefault(roleKey, 0);
    }

    ResponseCounts counts() {
        return ResponseCounts.of(response -> list(response).size());
    }

    Roster roster() {
        order();
        return Roster.of(response -> list(response).values());
    }

    private LinkedHashMap<String, StaffEntry> list(Response response) {
        return Objects.requireNonNull(lists.get(response));
    }

    private void count(Response response, StaffEntry entry, int more) {
        if (response.takesPlace()) {
            count(entry, more);
        } else if (response == Response.STANDBY) {
            entry.key().ifPresent(key -> waiting.merge(key, more, Integer::sum));
        }
    }

    private void countUnconfirmed(StaffEntry entry, int more) {
        if (terms.isUnconfirmed(entry)) {
            unconfirmed += more;
        }
    }

    private void count(StaffEntry entry, int more) {
        countUnconfirmed(entry, more);
        entry.key().ifPresent(key -> taken.merge(key, more, Integer::sum));
    }

    /** Once for many changes: a repair of a thousand people does not sort a thousand times. */
    private void order() {
        if (unorderedUpTo == 0) {
            return;
        }
        for (LinkedHashMap<String, StaffEntry> list : lists.values()) {
            List<StaffEntry> people = new ArrayList<>(list.values());
            people.sort(StaffEntry.inOrderUpTo(unorderedUpTo));
            list.clear();
            people.forEach(entry -> list.put(entry.userKey(), entry));
        }
        unorderedUpTo = 0;
    }
}
