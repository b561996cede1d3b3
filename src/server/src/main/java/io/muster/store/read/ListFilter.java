package io.muster.store.read;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.mongodb.client.model.Filters;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.EventStatus;
import io.muster.event.SortKey;
import io.muster.store.EventDocuments;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The filter of a list.
 *
 * @param statuses empty for any status
 * @param from the first day: events that are on it or later, also those that began the day before and go on into it
 * @param to the last day
 */
public record ListFilter(Set<EventStatus> statuses, Optional<LocalDate> from, Optional<LocalDate> to) {
    /** As {@link #lastDay}; what an event does not have is below every time. */
    private static final Bson INTO_THE_NEXT_DAY = Filters.expr(new Document(
            "$and",
            List.of(
                    new Document("$gt", List.of("$end_time", "00:00")),
                    new Document("$lte", List.of("$end_time", "$start_time")))));

    public static final ListFilter ALL = new ListFilter(Set.of(), Optional.empty(), Optional.empty());

    public ListFilter {
        statuses = Set.copyOf(statuses);
    }

    /** Whether an event that is not deleted belongs in the list. */
    public boolean matches(Event event) {
        LocalDate date = (LocalDate) event.field(EventField.DATE).orElseThrow();
        return (statuses.isEmpty() || statuses.contains(event.status()))
                && from.filter(day -> lastDay(event, date).isBefore(day)).isEmpty()
                && to.filter(date::isAfter).isEmpty();
    }

    /** The last day an event is on, in its own zone: the next one if it goes on after midnight. */
    private static LocalDate lastDay(Event event, LocalDate date) {
        Optional<LocalTime> start = event.field(EventField.START_TIME).map(LocalTime.class::cast);
        return event.field(EventField.END_TIME)
                .map(LocalTime.class::cast)
                .filter(end -> end.isAfter(LocalTime.MIDNIGHT))
                .filter(end -> start.filter(it -> !end.isAfter(it)).isPresent())
                .map(end -> date.plusDays(1))
                .orElse(date);
    }

    /** The filter as text, for cursors: equal if and only if the filters are. */
    public String text() {
        EnumSet<EventStatus> ordered = EnumSet.noneOf(EventStatus.class);
        ordered.addAll(statuses);
        return ordered + " " + from.map(LocalDate::toString).orElse("") + " "
                + to.map(LocalDate::toString).orElse("");
    }

    /** A lower bound of the sort keys of the events that match. */
    String firstOrd() {
        return from.map(day -> SortKey.startOf(day.minusDays(1))).orElse("");
    }

    List<Bson> conditions() {
        List<Bson> conditions = new ArrayList<>();
        if (!statuses.isEmpty()) {
            conditions.add(Filters.in(
                    EventDocuments.STATUS,
                    statuses.stream().map(EventStatus::wireName).toList()));
        }
        from.ifPresent(day -> {
            conditions.add(Filters.gte(SortKey.FIELD, firstOrd()));
            conditions.add(Filters.or(Filters.gte(SortKey.FIELD, SortKey.startOf(day)), INTO_THE_NEXT_DAY));
        });
        to.ifPresent(day -> conditions.add(Filters.lt(SortKey.FIELD, SortKey.endOf(day))));
        return conditions;
    }
}
