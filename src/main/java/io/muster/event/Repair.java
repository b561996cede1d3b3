package io.muster.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What makes an event whole again whose lists hold more than they may (I1, I2), or whose figures are not what its lists say
 * (I3). Of somebody who stands in them several times the last word stands. In each role the first, by the version of their
 * accept, stay, as many as it has places; the others leave. An entry whose version the event never had comes after all
 * others. Nobody goes from one role to another.
 *
 * @param accepted who is in afterwards, by version
 * @param declined whose declines are kept afterwards, by version
 * @param concerned the people it is about, by version
 * @param figures whether derived fields are wrong as they are stored
 */
public record Repair(List<StaffEntry> accepted, List<StaffEntry> declined, List<Concerned> concerned, boolean figures) {

    /**
     * Somebody who leaves, or who stood several times and now stands once.
     *
     * @param entry the person's last word
     * @param leaves whether it goes as well
     */
    public record Concerned(StaffEntry entry, boolean leaves) {}

    public Repair {
        accepted = List.copyOf(accepted);
        declined = List.copyOf(declined);
        concerned = List.copyOf(concerned);
    }

    /**
     * The repair of an event; empty where nothing is to be repaired.
     *
     * @param figures whether derived fields are wrong as they are stored
     */
    public static Repair of(Event event, boolean figures) {
        return of(event.version(), event.roles(), event.accepted(), event.declined(), figures);
    }

    static Repair of(
            long version,
            Collection<Role> roles,
            Collection<StaffEntry> accepted,
            Collection<StaffEntry> declined,
            boolean figures) {
        ToLongFunction<StaffEntry> made =
                entry -> entry.version() > 1 && entry.version() <= version ? entry.version() : 0;
        Map<String, StaffEntry> standing = new LinkedHashMap<>();
        Map<String, Integer> times = new HashMap<>();
        Stream.concat(accepted.stream(), declined.stream()).forEach(entry -> {
            standing.merge(
                    entry.userKey(),
                    entry,
                    (one, other) -> made.applyAsLong(other) > made.applyAsLong(one) ? other : one);
            times.merge(entry.userKey(), 1, Integer::sum);
        });
        Places places = new Places(roles);
        List<StaffEntry> in = new ArrayList<>();
        List<StaffEntry> out = new ArrayList<>();
        List<Concerned> concerned = new ArrayList<>();
        standing.values().stream().sorted(inOrder(made)).forEach(entry -> {
            boolean accepts = entry.response() == Response.ACCEPT;
            boolean leaves = accepts && !places.take(entry);
            if (!leaves) {
                (accepts ? in : out).add(entry);
            }
            if (leaves || times.getOrDefault(entry.userKey(), 0) > 1) {
                concerned.add(new Concerned(entry, leaves));
            }
        });
        return new Repair(in, out, concerned, figures);
    }

    private static Comparator<StaffEntry> inOrder(ToLongFunction<StaffEntry> made) {
        return Comparator.comparingLong(
                entry -> made.applyAsLong(entry) == 0 ? Long.MAX_VALUE : made.applyAsLong(entry));
    }

    /** Whether there is nothing to repair. */
    public boolean isEmpty() {
        return concerned.isEmpty() && !figures;
    }

    /** How many people leave. */
    public int leaving() {
        return (int) concerned.stream().filter(Concerned::leaves).count();
    }

    /** How many stood several times and stay. */
    public int standingOnce() {
        return concerned.size() - leaving();
    }

    /**
     * Names exactly what it does about people, and, where that is nothing, that it rebuilds the figures: 64 hexadecimal
     * digits.
     */
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

    /** The places that are left, by role. A role the event does not have has none. */
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
