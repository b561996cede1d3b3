package io.muster.event.read;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.mongodb.client.model.Filters;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.Ord;
import org.bson.conversions.Bson;

/**
 * Which events a list is to have.
 *
 * @param statuses none: of any status
 * @param from the first day
 * @param to the last day
 */
public record ListFilter(Set<EventStatus> statuses, Optional<LocalDate> from, Optional<LocalDate> to) {
    public static final ListFilter ALL = new ListFilter(Set.of(), Optional.empty(), Optional.empty());

    public ListFilter {
        statuses = Set.copyOf(statuses);
    }

    /** Whether an event that is not deleted belongs in the list. */
    public boolean matches(Event event) {
        LocalDate date = (LocalDate) event.field(EventField.DATE).orElseThrow();
        return (statuses.isEmpty() || statuses.contains(event.status()))
                && from.filter(date::isBefore).isEmpty()
                && to.filter(date::isAfter).isEmpty();
    }

    /** The same as text, for cursors: equal exactly if the filters are. */
    public String text() {
        EnumSet<EventStatus> ordered = EnumSet.noneOf(EventStatus.class);
        ordered.addAll(statuses);
        return ordered + " " + from.map(LocalDate::toString).orElse("") + " "
                + to.map(LocalDate::toString).orElse("");
    }

    List<Bson> conditions() {
        List<Bson> conditions = new ArrayList<>();
        if (!statuses.isEmpty()) {
            conditions.add(Filters.in(
                    "status", statuses.stream().map(EventStatus::wireName).toList()));
        }
        from.ifPresent(day -> conditions.add(Filters.gte(Ord.FIELD, Ord.startOf(day))));
        to.ifPresent(day -> conditions.add(Filters.lt(Ord.FIELD, Ord.endOf(day))));
        return conditions;
    }
}
