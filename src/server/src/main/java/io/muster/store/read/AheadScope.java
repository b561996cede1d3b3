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

    /** Unordered. Tombstones have no sort key, so they are not found. */
    FindOptions search() {
        return managerId.map(this::ofManager).orElseGet(this::ofAll);
    }

    private FindOptions ofManager(String manager) {
        return new FindOptions()
                .filter(Filters.and(
                        Filters.eq(EventDocuments.MANAGER_ID, manager), Filters.gt(SortKey.FIELD, firstOrd)))
                .hint(Indexes.BY_MANAGER_AND_ORD);
    }

    private FindOptions ofAll() {
        return new FindOptions().filter(Filters.gt(SortKey.FIELD, firstOrd)).hint(Indexes.BY_ORD);
    }
}
