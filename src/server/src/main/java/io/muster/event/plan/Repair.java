package io.muster.event.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.muster.event.Digest;
import io.muster.event.Event;
import io.muster.event.Role;
import io.muster.event.Roster;
import io.muster.event.StaffEntry;

/**
 * The repair of an event whose lists violate I1 or I2, or whose figures violate I3 (docs/design.md#invariants). Of a
 * person who occurs several times the last response is kept. In each role the first people by the version of their
 * accept are kept, as many as there are places; the others are removed. An entry with a version the event never had
 * sorts last. Nobody changes roles.
 *
 * @param people who stays, by version
 * @param concerned the people it changes, by version
 * @param figures whether derived fields are wrong as they are stored
 */
public record Repair(Roster people, List<Concerned> concerned, boolean figures) {

    /**
     * A person who is removed, or who occurred several times and is kept once.
     *
     * @param entry the person's last response
     * @param leaves whether the person is removed
     */
    public record Concerned(StaffEntry entry, boolean leaves) {}

    public Repair {
        concerned = List.copyOf(concerned);
    }

    /**
     * Computes the repair of an event; empty if there is nothing to repair.
     *
     * @param figures whether derived fields are wrong as they are stored
     */
    public static Repair of(Event event, boolean figures) {
        return of(event.version(), event.roles(), event.people().all().toList(), figures);
    }

    /** @param people everybody as stored, which may be several times */
    static Repair of(long version, Collection<Role> roles, Collection<StaffEntry> people, boolean figures) {
        Map<String, StaffEntry> lastWords = new LinkedHashMap<>();
        Map<String, Integer> times = new HashMap<>();
        for (StaffEntry entry : people) {
            lastWords.merge(
                    entry.userKey(),
                    entry,
                    (one, other) -> other.versionUpTo(version) > one.versionUpTo(version) ? other : one);
            times.merge(entry.userKey(), 1, Integer::sum);
        }
        Places places = new Places(roles);
        List<StaffEntry> staying = new ArrayList<>();
        List<Concerned> concerned = new ArrayList<>();
        lastWords.values().stream().sorted(StaffEntry.inOrderUpTo(version)).forEach(entry -> {
            boolean leaves = entry.response().takesPlace() && !places.take(entry);
            if (!leaves) {
                staying.add(entry);
            }
            if (leaves || times.getOrDefault(entry.userKey(), 0) > 1) {
                concerned.add(new Concerned(entry, leaves));
            }
        });
        return new Repair(Roster.of(staying), concerned, figures);
    }

    /** Whether there is nothing to repair. */
    public boolean isEmpty() {
        return concerned.isEmpty() && !figures;
    }

    /** The number of people removed. */
    public int leaving() {
        return (int) concerned.stream().filter(Concerned::leaves).count();
    }

    /** The number of people who occurred several times and are kept. */
    public int standingOnce() {
        return concerned.size() - leaving();
    }

    /** Identifies exactly what it does: 64 hexadecimal digits. */
    public String digest() {
        List<String> words = new ArrayList<>();
        for (Concerned each : concerned) {
            StaffEntry entry = each.entry();
            words.add(each.leaves() ? "leaves" : "stands once");
            words.add(entry.userKey());
            words.add(entry.response().wireName());
            words.add(entry.key().orElse(""));
            words.add(Long.toString(entry.version()));
        }
        return Digest.hex((words.isEmpty() ? List.of("figures") : words).toArray(String[]::new));
    }

    /** The places by role. A role the event does not have has none. */
    private static final class Places {
        private final Map<String, Integer> left = new HashMap<>();

        Places(Collection<Role> roles) {
            roles.forEach(role -> left.put(role.key(), role.count()));
        }

        boolean take(StaffEntry entry) {
            String key = entry.key().orElse("");
            int free = left.getOrDefault(key, 0);
            left.put(key, Math.max(0, free - 1));
            return free > 0;
        }
    }
}
