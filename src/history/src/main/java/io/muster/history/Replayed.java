package io.muster.history;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.muster.history.Entry.Journaled;
import io.muster.history.Entry.Places;
import io.muster.history.Entry.Seat;
import io.muster.history.Entry.Stored;
import io.muster.history.HistoryViolation.Invariant;

/** Replays an event's journal entry by entry (docs/design.md#invariants, I1 to I5, I9, I10 and I12), with the state at each version. */
final class Replayed {
    private static final int MOST_DECLINED = 2_000;

    private final Stored stored;
    private final TreeMap<Long, Moment> moments = new TreeMap<>();
    private final Map<String, Seat> accepted = new LinkedHashMap<>();
    private final Map<String, Seat> standby = new LinkedHashMap<>();
    private final Map<String, Seat> declined = new LinkedHashMap<>();
    private final Turns turns;
    private final RoleIdentities roles = new RoleIdentities(accepted, standby, declined);

    /** Who waits for a role that is gone, while another one has its name. */
    private final Set<String> orphans = new HashSet<>();

    /** Whether a person was accepted from a version on. */
    private final Map<String, TreeMap<Long, Boolean>> standings = new HashMap<>();

    private final List<HistoryViolation> found = new ArrayList<>();
    private Map<String, Places> capacity;

    /** The state after an entry. @param taken by role key */
    record Moment(
            Journaled line, Map<String, Places> capacity, Map<String, Integer> taken, int accepted, int declined) {

        boolean isFull(String role) {
            Places places = capacity.get(key(role));
            return places != null && taken.getOrDefault(key(role), 0) >= places.capacity();
        }
    }

    Replayed(List<Journaled> journal, Stored stored) {
        this.stored = stored;
        List<Journaled> lines = new ArrayList<>(journal);
        lines.sort(Comparator.comparingLong(Journaled::version));
        this.capacity = atFirst(lines, stored.places());
        this.turns = new Turns(accepted, standby, orphans, stored.giving(), capacity, this::add);
        lines.forEach(this::next);
        turns.end();
        checkEnd();
        checkLists();
    }

    static String key(String role) {
        return Normalizer.normalize(role, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Places> byKey(List<Places> places) {
        Map<String, Places> byKey = new HashMap<>();
        places.forEach(each -> byKey.put(key(each.role()), each));
        return byKey;
    }

    /** The roles' figures in the end, by the names before anything was renamed: for journals whose entries do not have them. */
    private static Map<String, Places> atFirst(List<Journaled> lines, List<Places> last) {
        Map<String, Places> places = byKey(last);
        for (int i = lines.size() - 1; i >= 0; i--) {
            Map<String, String> back = new HashMap<>();
            lines.get(i).renamed().forEach((before, after) -> back.put(after, before));
            places = renamed(places, back);
        }
        return places;
    }

    private static Map<String, Places> renamed(Map<String, Places> places, Map<String, String> names) {
        Map<String, String> byKey = new HashMap<>();
        names.forEach((before, after) -> byKey.put(key(before), key(after)));
        Map<String, Places> renamed = new HashMap<>();
        places.forEach((role, figures) -> renamed.put(byKey.getOrDefault(role, role), figures));
        return renamed;
    }

    String eventId() {
        return stored.eventId();
    }

    /** By version. */
    TreeMap<Long, Moment> moments() {
        return moments;
    }

    List<HistoryViolation> violations() {
        return found;
    }

    private void next(Journaled line) {
        long due = moments.isEmpty() ? 1 : moments.lastKey() + 1;
        if (line.version() != due) {
            add(Invariant.I4, "version " + line.version() + " of the journal where " + due + " is due");
        }
        capacity = line.places().map(Replayed::byKey).orElseGet(() -> renamed(capacity, line.renamed()));
        turns.before(line, capacity);
        rename(line);
        line.userKey()
                .ifPresent(userKey ->
                        line.from().ifPresentOrElse(from -> rekey(line, from, userKey), () -> apply(line, userKey)));
        Map<String, Integer> taken = taken();
        line.places().ifPresent(places -> checkTaken(places, taken, "after version " + line.version()));
        taken.forEach((role, people) -> checkPlaces(role, people, "at version " + line.version()));
        moments.put(line.version(), new Moment(line, capacity, taken, accepted.size(), declined.size()));
    }

    /** The versions at which a person was accepted, and removed. */
    NavigableMap<Long, Boolean> standings(String userKey) {
        return standings.getOrDefault(userKey, new TreeMap<>());
    }

    private void apply(Journaled line, String userKey) {
        Seat before = accepted.remove(userKey);
        boolean wasIn = before != null;
        boolean isConfirmed = line.kind().equals("confirmed");
        if (isConfirmed && !wasIn) {
            add(Invariant.I4, userKey + " confirmed at version " + line.version() + " and was not in");
        }
        Seat seat = (line.kind().equals("repaired") || isConfirmed) && wasIn
                // A person who keeps a place keeps the entry unchanged.
                ? before
                : new Seat(userKey, line.role(), line.version(), line.since().orElse(line.version()));
        standby.remove(userKey);
        declined.remove(userKey);
        orphans.remove(userKey);
        if (seat != before) {
            roles.stands(seat);
        }
        if (line.response().equals(Optional.of("accept"))) {
            accepted.put(userKey, seat);
        } else if (line.response().equals(Optional.of("standby"))) {
            standby.put(userKey, seat);
        } else if (line.response().isPresent()) {
            declined.put(userKey, seat);
            if (declined.size() > MOST_DECLINED) {
                declined.remove(declined.keySet().iterator().next());
            }
        }
        if (wasIn && line.kind().equals("accepted")) {
            add(Invariant.I2, userKey + " accepted again at version " + line.version());
        }
        standings.computeIfAbsent(userKey, first -> new TreeMap<>()).put(line.version(), accepted.containsKey(userKey));
    }

    /** Where one person stood by two userKeys, the better of the two stays: who is in, then who waits, then who came first. */
    private void rekey(Journaled line, String from, String userKey) {
        Optional<Seat> stays = Stream.of(accepted, standby, declined)
                .flatMap(list -> Stream.of(from, userKey)
                        .flatMap(person -> Stream.ofNullable(list.get(person)))
                        .sorted(Comparator.comparingLong(Seat::since)))
                .findFirst();
        Optional<Map<String, Seat>> list = stays.flatMap(seat -> Stream.of(accepted, standby, declined)
                .filter(each -> each.containsValue(seat))
                .findFirst());
        boolean waitsForNothing =
                stays.filter(seat -> orphans.contains(seat.userKey())).isPresent();
        for (String person : List.of(from, userKey)) {
            accepted.remove(person);
            standby.remove(person);
            declined.remove(person);
            orphans.remove(person);
        }
        stays.ifPresent(before -> {
            Seat seat = new Seat(
                    userKey, before.role(), line.version(), line.since().orElse(line.version()));
            roles.keeps(seat, before);
            list.orElseThrow().put(userKey, seat);
            if (waitsForNothing) {
                orphans.add(userKey);
            }
        });
        checkRekeyed(line, from, stays, list);
        standings.computeIfAbsent(from, first -> new TreeMap<>()).put(line.version(), false);
        standings.computeIfAbsent(userKey, first -> new TreeMap<>()).put(line.version(), accepted.containsKey(userKey));
    }

    /** The entry says where the person stands now, which is where the person stood. */
    private void checkRekeyed(Journaled line, String from, Optional<Seat> stays, Optional<Map<String, Seat>> list) {
        Optional<String> response =
                list.map(each -> each == accepted ? "accept" : each == standby ? "standby" : "decline");
        boolean isSame = response.equals(line.response())
                && stays.flatMap(Seat::role)
                        .map(Replayed::key)
                        .equals(line.role().map(Replayed::key));
        if (!isSame) {
            add(Invariant.I4, from + " stood elsewhere than version " + line.version() + " says: " + stays);
        }
        long due = stays.filter(seat -> !response.equals(Optional.of("decline")))
                .map(Seat::since)
                .orElse(line.version());
        if (line.since().filter(since -> since != due).isPresent()) {
            add(Invariant.I9, from + " is there since " + due + ", and not as version " + line.version() + " says");
        }
    }

    /** People follow a role's new name. Who waits for a role that is not there any more does not wait for one that is called so now. */
    private void rename(Journaled line) {
        roles.change(line);
        orphans.clear();
        standby.values().stream().filter(seat -> !roles.isThere(seat)).forEach(seat -> orphans.add(seat.userKey()));
    }

    private Map<String, Integer> taken() {
        Map<String, Integer> taken = new HashMap<>();
        accepted.values().forEach(seat -> taken.merge(key(seat.role().orElse("")), 1, Integer::sum));
        return taken;
    }

    private void checkPlaces(String role, int people, String when) {
        int places =
                Optional.ofNullable(capacity.get(role)).map(Places::capacity).orElse(0);
        if (people > places) {
            add(Invariant.I1, people + " people in " + places + " places of '" + role + "' " + when);
        }
    }

    private void checkEnd() {
        long last = moments.isEmpty() ? 0 : moments.lastKey();
        if (stored.version() != last) {
            add(Invariant.I5, "the event is at version " + stored.version() + " and its journal ends at " + last);
        }
        checkSame("accepted", accepted, stored.accepted());
        checkSame("standby", standby, stored.standby());
        checkSame("declined", declined, stored.declined());
    }

    private void checkSame(String what, Map<String, Seat> replayed, List<Seat> held) {
        Map<String, Seat> byPerson = new HashMap<>();
        held.forEach(seat -> byPerson.put(seat.userKey(), seat));
        Set<String> people = new HashSet<>(replayed.keySet());
        people.addAll(byPerson.keySet());
        for (String person : people) {
            Optional<String> one = place(replayed.get(person));
            Optional<String> other = place(byPerson.get(person));
            if (!one.equals(other)) {
                add(Invariant.I4, person + " has " + what + " by the journal " + one + ", by the event " + other);
            }
        }
    }

    /** A response's role in any case, its version and its since. */
    private static Optional<String> place(Seat seat) {
        return Optional.ofNullable(seat)
                .map(it -> key(it.role().orElse("no role")) + " at version " + it.version() + " since " + it.since());
    }

    private void checkLists() {
        Set<String> seen = new HashSet<>();
        List<Seat> all = new ArrayList<>(stored.accepted());
        all.addAll(stored.standby());
        all.addAll(stored.declined());
        for (Seat seat : all) {
            if (!seen.add(seat.userKey())) {
                add(Invariant.I2, seat.userKey() + " stands twice");
            }
        }
        Map<String, Integer> held = new HashMap<>();
        stored.accepted().forEach(seat -> held.merge(key(seat.role().orElse("")), 1, Integer::sum));
        held.forEach((role, people) -> checkPlaces(role, people, "in the end"));
        checkFigure("accepted_count", stored.acceptedCount(), stored.accepted().size());
        checkFigure("standby_count", stored.standbyCount(), stored.standby().size());
        checkFigure("declined_count", stored.declinedCount(), stored.declined().size());
        checkTaken(stored.places(), held, "in the end");
        boolean full = stored.places().stream().allMatch(places -> places.taken() >= places.capacity());
        if (stored.status().equals("published") && full || stored.status().equals("fulfilled") && !full) {
            add(Invariant.I3, "it is " + stored.status() + " with " + stored.places());
        }
    }

    private void checkTaken(List<Places> places, Map<String, Integer> taken, String when) {
        for (Places role : places) {
            checkFigure(
                    "taken of '" + role.role() + "' " + when, role.taken(), taken.getOrDefault(key(role.role()), 0));
        }
    }

    private void checkFigure(String name, int shown, int listed) {
        if (shown != listed) {
            add(Invariant.I3, name + " is " + shown + ", and the list says " + listed);
        }
    }

    private void add(Invariant invariant, String detail) {
        found.add(new HistoryViolation(invariant, stored.eventId(), detail));
    }
}
