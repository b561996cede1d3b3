package io.muster.api.list;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import io.muster.event.Digest;
import io.muster.event.read.ListFilter;
import io.muster.event.read.Listing;
import io.muster.identity.Caller;

/**
 * Whose list it is, by which claims, and with which filters: what {@code lastSync} and a cursor hold good for.
 *
 * @param sync for {@code lastSync}
 * @param cursor for a cursor, to which the order matters too
 * @param anyList for a {@code lastSync} that came with no list: see {@link ServerTimestamp}
 */
record Scope(String sync, String cursor, String anyList) {

    static Scope ofManager(Caller manager, ListFilter filter, boolean descending) {
        return of(
                manager,
                filter,
                descending,
                List.of("manager", manager.userKey(), manager.managerId().orElseThrow()));
    }

    /** The claims that decide what staff see. */
    static Scope ofStaff(Listing listing, Caller person, ListFilter filter, boolean descending) {
        List<String> words = new ArrayList<>(List.of("staff", listing.name(), person.userKey()));
        words.addAll(sight(person));
        return of(person, filter, descending, words);
    }

    /** Any list of the caller's, as manager and as one of the staff, however filtered. */
    static String anyListOf(Caller caller) {
        List<String> words = new ArrayList<>(
                List.of("any", caller.userKey(), caller.managerId().orElse("")));
        words.addAll(sight(caller));
        return Digest.hex(words.toArray(String[]::new));
    }

    private static List<String> sight(Caller person) {
        List<String> words = new ArrayList<>();
        words.add(String.valueOf(person.employers().all()));
        words.add(String.valueOf(person.employers().named().size()));
        words.addAll(new TreeSet<>(person.employers().named()));
        words.addAll(new TreeSet<>(person.teamIds()));
        return words;
    }

    private static Scope of(Caller caller, ListFilter filter, boolean descending, List<String> words) {
        String sync = Digest.hex(filter.text(), Digest.hex(words.toArray(String[]::new)));
        return new Scope(sync, Digest.hex(sync, descending ? "desc" : "asc"), anyListOf(caller));
    }
}
