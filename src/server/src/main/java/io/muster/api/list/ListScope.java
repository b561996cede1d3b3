package io.muster.api.list;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import io.muster.event.Digest;
import io.muster.identity.Caller;
import io.muster.store.read.ListFilter;
import io.muster.store.read.Listing;

/**
 * The owner, claims and filters for which {@code lastSync} and a cursor are valid.
 *
 * @param sync for {@code lastSync}
 * @param cursor for a cursor, which also depends on the order
 * @param anyList for a {@code lastSync} that belongs to no list: see {@link ServerTimestamp}
 */
record ListScope(String sync, String cursor, String anyList) {

    static ListScope ofManager(Caller manager, ListFilter filter, boolean descending) {
        return of(
                manager,
                filter,
                descending,
                List.of(
                        "manager",
                        manager.userKey(),
                        manager.managerId().orElseThrow(),
                        manager.readOnly() ? "read" : "write"));
    }

    /** The rights that decide what staff see. */
    static ListScope ofStaff(Listing listing, Caller person, ListFilter filter, boolean descending) {
        List<String> words = new ArrayList<>(List.of("staff", listing.name(), person.userKey()));
        words.addAll(visibility(person));
        return of(person, filter, descending, words);
    }

    /** Any list of the caller, as manager and as staff, with any filter. */
    static String anyListOf(Caller caller) {
        List<String> words = new ArrayList<>(
                List.of("any", caller.userKey(), caller.managerId().orElse(""), caller.readOnly() ? "read" : "write"));
        words.addAll(visibility(caller));
        return Digest.hex(words.toArray(String[]::new));
    }

    private static List<String> visibility(Caller person) {
        List<String> words = new ArrayList<>();
        words.add(String.valueOf(person.employers().all()));
        words.add(String.valueOf(person.employers().named().size()));
        words.addAll(new TreeSet<>(person.employers().named()));
        words.add(String.valueOf(person.employers().except().size()));
        words.addAll(new TreeSet<>(person.employers().except()));
        words.addAll(new TreeSet<>(person.teamIds()));
        return words;
    }

    private static ListScope of(Caller caller, ListFilter filter, boolean descending, List<String> words) {
        String sync = Digest.hex(filter.text(), Digest.hex(words.toArray(String[]::new)));
        return new ListScope(sync, Digest.hex(sync, descending ? "desc" : "asc"), anyListOf(caller));
    }
}
