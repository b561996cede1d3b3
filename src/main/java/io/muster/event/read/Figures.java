package io.muster.event.read;

import java.util.List;

import io.muster.event.Documents;
import io.muster.event.Event;
import io.muster.event.EventDocuments;
import io.muster.event.RoleStats;
import org.bson.Document;

/**
 * How full an event is.
 *
 * @param accepted how many people have accepted
 * @param declined how many declines the event keeps
 * @param roles how full each role is, in the event's order
 */
public record Figures(int accepted, int declined, List<RoleStats> roles) {
    public Figures {
        roles = List.copyOf(roles);
    }

    /** As they are stored. */
    static Figures read(Document document) {
        return new Figures(
                (int) Documents.number(document, "accepted_count"),
                (int) Documents.number(document, "declined_count"),
                Documents.list(document, "role_stats").stream()
                        .map(EventDocuments::stats)
                        .toList());
    }

    /** Counted from the event's own lists, which must be whole. */
    public static Figures of(Event event) {
        return new Figures(event.accepted().size(), event.declined().size(), event.roleStats());
    }
}
