package io.muster.store.read;

import java.util.List;

import io.muster.event.Event;
import io.muster.event.ResponseCounts;
import io.muster.event.RoleStats;
import io.muster.store.CollectionNames;
import io.muster.store.DamagedRecords;
import io.muster.store.RoleDocuments;
import io.muster.store.StaffFields;
import io.muster.store.StoredFields;
import org.bson.Document;

/**
 * The figures of an event.
 *
 * @param people how many people gave each response, as far as the event keeps them
 * @param roles the figures of each role, in the event's order
 * @param unconfirmed how many of those who are in have to confirm times and place
 */
public record Figures(ResponseCounts people, List<RoleStats> roles, int unconfirmed) {
    public Figures {
        roles = List.copyOf(roles);
    }

    /** As stored. */
    static Figures read(Document document) {
        StoredFields stored = new StoredFields(document);
        Figures figures = new Figures(
                ResponseCounts.of(response -> (int) stored.number(StaffFields.count(response))),
                stored.list("role_stats", RoleDocuments::stats),
                (int) stored.number(StaffFields.UNCONFIRMED_COUNT));
        DamagedRecords.tell(CollectionNames.EVENTS, document.get("_id"), stored.damaged());
        return figures;
    }

    /** Counted from the event's own lists, which have to be complete. */
    public static Figures of(Event event) {
        return new Figures(event.people().counts(), event.roleStats(), event.unconfirmed());
    }
}
