package io.muster.event.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.muster.event.Command;
import io.muster.event.Event;
import io.muster.event.EventField;
import io.muster.event.KeyedCommand;
import org.bson.types.ObjectId;

/**
 * Whose places are looked for in which other events of a firm: all that may come near to a place of an event.
 *
 * @param except the event itself
 * @param first the first date that an event may have
 * @param last the last one
 * @param people by userKey
 */
public record EngagementSearch(String managerId, ObjectId except, LocalDate first, LocalDate last, Set<String> people) {
    /**
     * A place lasts from the day before its event's date at the earliest to the day after it at the latest, both whole. Zones are at most 26
     * hours apart, and nobody has to rest longer than 24. So dates of places that come near to each other are less than 98 hours and 24 apart.
     */
    private static final int DAYS_APART = 5;

    public EngagementSearch {
        people = Set.copyOf(people);
    }

    /**
     * The search for people who may get a place of an event.
     *
     * @param event as it is before the commands, which may give it other dates
     */
    public static EngagementSearch of(Event event, List<KeyedCommand> requests, Set<String> people) {
        List<LocalDate> dates = Stream.concat(
                        event.field(EventField.DATE).stream(),
                        requests.stream().map(KeyedCommand::command).flatMap(EngagementSearch::datesOf))
                .map(LocalDate.class::cast)
                .sorted()
                .toList();
        return new EngagementSearch(
                event.managerId(),
                event.id(),
                dates.get(0).minusDays(DAYS_APART),
                dates.get(dates.size() - 1).plusDays(DAYS_APART),
                people);
    }

    private static Stream<Object> datesOf(Command command) {
        return command instanceof Command.Edit edit
                ? Stream.ofNullable(edit.patch().fields().get(EventField.DATE))
                        .flatMap(date -> Objects.requireNonNull(date).stream())
                : Stream.empty();
    }
}
