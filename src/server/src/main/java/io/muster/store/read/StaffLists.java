package io.muster.store.read;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;

/**
 * The lists of staff. What is ahead is read once for everybody who works for the same manager, with the people and with
 * whom it is for, and each person's list is chosen from it in memory ({@link io.muster.event.Visibility}, {@link
 * Listing}). Lists that reach into the past are read by {@link SharedParts}.
 */
@Singleton
public class StaffLists {
    /** Of more managers each person's own search reads less. */
    private static final int MOST_MANAGERS = 8;

    private final AheadEvents ahead;
    private final SharedParts parts;

    StaffLists(AheadEvents ahead, SharedParts parts) {
        this.ahead = ahead;
        this.parts = parts;
    }

    /** A part of one of a person's lists. Of the people, only the person's own entry may be shown. */
    public Uni<List<StoredEvent>> listed(Listing listing, Caller person, ListFilter filter, Instant now, Slice slice) {
        return isAhead(listing, filter, now, slice)
                        && person.employers().named().size() <= MOST_MANAGERS
                ? ahead(person, now)
                        .chain(all -> all.map(events -> Uni.createFrom()
                                        .item(slice.of(events.filter(it -> listing.lists(it, person, filter, now)))))
                                .orElseGet(() -> parts.listed(listing, person, filter, now, slice)))
                : parts.listed(listing, person, filter, now, slice);
    }

    /** Whether nothing of it can be before what is read for all. */
    private static boolean isAhead(Listing listing, ListFilter filter, Instant now, Slice slice) {
        String first = Listing.firstOrdNotOver(now);
        return listing.isAhead()
                || filter.firstOrd().compareTo(first) > 0
                || slice.firstOrd().compareTo(first) > 0;
    }

    /** Everything ahead of the managers a person works for; empty if it is too much. */
    private Uni<Optional<Stream<StoredEvent>>> ahead(Caller person, Instant now) {
        List<Uni<Optional<List<StoredEvent>>>> reads = AheadScope.of(person, now).stream()
                .map(scope -> ahead.of(scope, person.userKey()))
                .toList();
        if (reads.isEmpty()) {
            return Uni.createFrom().item(Optional.of(Stream.empty()));
        }
        return Uni.join()
                .all(reads)
                .andFailFast()
                .map(all -> all.stream().allMatch(Optional::isPresent)
                        ? Optional.of(all.stream().flatMap(Optional::stream).flatMap(List::stream))
                        : Optional.empty());
    }
}
