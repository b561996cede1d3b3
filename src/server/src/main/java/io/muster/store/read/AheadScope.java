package io.muster.store.read;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.mongodb.client.model.Filters;
import io.muster.event.SortKey;
import io.muster.identity.Caller;
import io.muster.store.EventDocuments;
import io.muster.store.Indexes;
import io.quarkus.mongodb.FindOptions;
import org.bson.conversions.Bson;

/**
 * The events of one manager, or of all, that may be ahead: everybody who works there is answered from the same ones.
 *
 * @param managerId empty for all managers
 * @param firstOrd a lower bound of their sort keys, which changes once a day
 */
record AheadScope(Optional<String> managerId, String firstOrd) {

    /** The scopes that together hold everything ahead that a person may see; none for a person who works for nobody. */
    static List<AheadScope> of(Caller person, Instant now) {
        String firstOrd = Listing.firstOrdNotOver(now);
        return person.employers().all()
                ? List.of(new AheadScope(Optional.empty(), firstOrd))
                : person.employers().named().stream()
                        .map(managerId -> new AheadScope(Optional.of(managerId), firstOrd))
                        .toList();
    }

    /** Unordered, whole. */
    FindOptions search() {
        return new FindOptions().filter(filter()).hint(index());
    }

    /** The same for some people. */
    SharedSearch shared(int limit) {
        return new SharedSearch(filter(), Optional.empty(), Optional.of(index()), limit);
    }

    /** Tombstones have no sort key, so they are not found. */
    private Bson filter() {
        Bson ahead = Filters.gt(SortKey.FIELD, firstOrd);
        return managerId
                .map(manager -> Filters.and(Filters.eq(EventDocuments.MANAGER_ID, manager), ahead))
                .orElse(ahead);
    }

    private Bson index() {
        return managerId.isPresent() ? Indexes.BY_MANAGER_AND_ORD : Indexes.BY_ORD;
    }
}
