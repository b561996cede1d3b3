package io.muster.event;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The people of an event: one list for each {@link Response}, in the order of their responses. A person is found and a
 * role's places are counted without a walk. Immutable.
 */
public final class Roster {
    public static final Roster EMPTY = of(response -> List.of());

    private final Map<Response, StaffList> lists;

    private Roster(Map<Response, StaffList> lists) {
        this.lists = lists;
    }

    /**
     * A roster of these lists. An event that was damaged in the database may have an entry in a list of another response,
     * or a person twice; the roster then has what is stored.
     */
    public static Roster of(Function<Response, ? extends Collection<StaffEntry>> list) {
        Map<Response, StaffList> lists = new EnumMap<>(Response.class);
        for (Response response : Response.values()) {
            lists.put(response, StaffList.copyOf(list.apply(response)));
        }
        return new Roster(lists);
    }

    /** A roster with each entry in the list of its response, in the order given. */
    public static Roster of(Collection<StaffEntry> people) {
        return of(response ->
                people.stream().filter(entry -> entry.response() == response).toList());
    }

    /** Those of one response, in order; of a role's places see {@link #taken}. */
    public List<StaffEntry> list(Response response) {
        return staff(response);
    }

    /** Everybody, list after list. */
    public Stream<StaffEntry> all() {
        return lists.values().stream().flatMap(StaffList::stream);
    }

    /** The person's response, whichever list holds it; the first, should a broken event hold several. */
    public Optional<StaffEntry> find(String userKey) {
        for (StaffList list : lists.values()) {
            Optional<StaffEntry> entry = list.of(userKey);
            if (entry.isPresent()) {
                return entry;
            }
        }
        return Optional.empty();
    }

    /** The person's response, if that list holds it. */
    public Optional<StaffEntry> find(Response response, String userKey) {
        return staff(response).of(userKey);
    }

    /** The places taken in the role with this {@link Role#key}. */
    public int taken(String roleKey) {
        int taken = 0;
        for (Map.Entry<Response, StaffList> list : lists.entrySet()) {
            if (list.getKey().takesPlace()) {
                taken += list.getValue().count(roleKey);
            }
        }
        return taken;
    }

    /** How many are on standby for the role with this {@link Role#key}. */
    public int waiting(String roleKey) {
        return staff(Response.STANDBY).count(roleKey);
    }

    public ResponseCounts counts() {
        return ResponseCounts.of(response -> staff(response).size());
    }

    private StaffList staff(Response response) {
        StaffList list = lists.get(response);
        if (list == null) {
            throw new IllegalStateException("a roster has a list for each response");
        }
        return list;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Roster roster && lists.equals(roster.lists);
    }

    @Override
    public int hashCode() {
        return lists.hashCode();
    }

    @Override
    public String toString() {
        return lists.toString();
    }
}
