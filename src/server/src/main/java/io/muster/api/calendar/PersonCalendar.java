package io.muster.api.calendar;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.store.calendar.CalendarReads;
import io.muster.store.calendar.CalendarReads.OwnLine;
import io.muster.store.people.Members;
import io.muster.store.people.OwnRecords;
import io.muster.store.read.StoredEvent;
import io.muster.store.rights.Rights;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** The places of one person, of all firms that have not blocked the person. Whether there is a token does not matter: who has a place has it. */
@Singleton
class PersonCalendar {
    /** How far back the journal says whether the person had a place that is gone. */
    private static final Duration REMEMBERED = Duration.ofDays(400);

    private final Rights rights;
    private final Members members;
    private final CalendarReads reads;

    PersonCalendar(Rights rights, Members members, CalendarReads reads) {
        this.rights = rights;
        this.members = members;
        this.reads = reads;
    }

    /** The entries, unordered. */
    Uni<List<CalendarItem>> of(String userKey, CalendarItems items, Instant now) {
        Window window = Window.at(now);
        return rights.of(userKey)
                .chain(standings -> members.everywhere(userKey).chain(known -> {
                    Set<String> userKeys = OwnRecords.userKeys(userKey, known);
                    Set<String> blocking = standings.blocking();
                    return reads.placed(userKeys, window.fromKey())
                            .chain(placed -> reads.lines(userKeys, now.minus(REMEMBERED))
                                    .map(lines -> PersonLines.of(lines, placed, blocking))
                                    .chain(lines -> reads.byIds(lines.lost(window))
                                            .map(gone -> entries(
                                                    userKeys, notOf(blocking, placed), lines, gone, items, window))));
                }));
    }

    private static List<Event> notOf(Set<String> blocking, List<StoredEvent> found) {
        return found.stream()
                .map(StoredEvent::event)
                .filter(event -> !blocking.contains(event.managerId()))
                .toList();
    }

    private static List<CalendarItem> entries(
            Set<String> userKeys,
            List<Event> placed,
            PersonLines lines,
            List<StoredEvent> gone,
            CalendarItems items,
            Window window) {
        Map<ObjectId, CalendarItem> entries = new LinkedHashMap<>();
        placed.stream()
                .filter(window::has)
                .forEach(event -> userKeys.stream()
                        .flatMap(userKey -> event.currentEntry(userKey).stream())
                        .filter(entry -> entry.response().keepsSight())
                        .findFirst()
                        .ifPresent(entry -> entries.putIfAbsent(event.id(), items.place(event, entry))));
        gone.stream()
                .map(StoredEvent::event)
                .filter(event -> lines.isSaid(event, window))
                .forEach(event -> entries.putIfAbsent(event.id(), items.gone(event)));
        return new ArrayList<>(entries.values());
    }

    /**
     * What the journal says of events in which the person has no place now.
     *
     * @param last the last line of each in which the person once had one
     */
    private record PersonLines(Map<ObjectId, OwnLine> last) {

        /** @param lines the newest first */
        static PersonLines of(List<OwnLine> lines, List<StoredEvent> placed, Set<String> blocking) {
            Map<ObjectId, OwnLine> newest = new LinkedHashMap<>();
            lines.stream()
                    .filter(line -> !blocking.contains(line.managerId()))
                    .forEach(line -> newest.merge(
                            line.eventId(), line, (one, other) -> one.version() < other.version() ? other : one));
            Set<ObjectId> held =
                    lines.stream().filter(OwnLine::isHeld).map(OwnLine::eventId).collect(Collectors.toSet());
            newest.keySet().retainAll(held);
            placed.forEach(stored -> newest.remove(stored.event().id()));
            return new PersonLines(newest);
        }

        /** The events that may have to be said: the place was taken away not long ago, or the event may have been deleted. */
        List<ObjectId> lost(Window window) {
            return last.values().stream()
                    .filter(line -> line.isHeld() || window.isRecent(line.at()))
                    .map(OwnLine::eventId)
                    .limit(CalendarReads.MOST_EVENTS)
                    .toList();
        }

        /** Who has no place any more does not learn what becomes of the event. */
        boolean isSaid(Event event, Window window) {
            OwnLine line = last.get(event.id());
            if (line == null) {
                return false;
            }
            return line.isHeld()
                    ? event.deleted() && window.isRecent(event.updatedAt())
                    : !event.deleted() && event.managerVersion() <= line.version();
        }
    }
}
