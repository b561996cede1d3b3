package io.muster.store.read;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.identity.Caller;
import io.muster.store.GatheredReads;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * Finds the changes of a list. Events the caller sees now are found in {@code events}; events the caller no longer sees
 * are found in the journal, so that nobody learns the id of an event they could never see; events that have ended are
 * found in {@code events}. All of it is read once for all who ask at about the same time ({@link SharedChanges}).
 */
@Singleton
public class Deltas {
    private final EventLists events;
    private final SharedChanges changes;
    private final JournalReads journal;
    private final GatheredReads<OfManager, Instant, Optional<List<StoredEvent>>> ofManagers =
            new GatheredReads<>(Integer.MAX_VALUE, this::changed);

    private record OfManager(String managerId, int max) {}

    Deltas(EventLists events, SharedChanges changes, JournalReads journal) {
        this.events = events;
        this.changes = changes;
        this.journal = journal;
    }

    /**
     * The changes of a manager's list.
     *
     * @param max the limit of events or entries read
     * @return empty if there are more, or larger ones; the whole list is cheaper then
     */
    public Uni<Optional<Delta>> ofManager(String managerId, ListFilter filter, Instant since, int max) {
        return ofManagers
                .read(new OfManager(managerId, max), since)
                .map(found -> found.map(changed -> Delta.of(
                        changed.stream().filter(it -> isSince(it, since)).toList(),
                        it -> isListed(it.event(), filter),
                        List.of())));
    }

    /** Back to the earliest time that somebody asks for. */
    private Uni<Optional<List<StoredEvent>>> changed(OfManager of, List<Instant> times) {
        return events.changedOfManager(
                of.managerId, times.stream().min(Comparator.naturalOrder()).orElseThrow(), of.max);
    }

    /**
     * The changes of one of a person's lists.
     *
     * @param since a time before the last answer, by more than a change may take to become visible
     * @param now read before this is called
     * @param max the limit of events or entries that concern the person
     * @return empty if there are more, or larger ones, or too many of all managers' of the person; the whole list is cheaper then
     */
    public Uni<Optional<Delta>> ofStaff(
            Listing listing, Caller person, ListFilter filter, Instant since, Instant now, int max) {
        return changes.of(person, since, now).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            SharedChanges.Changes all = found.get();
            List<StoredEvent> changed = all.events().stream()
                    .filter(it -> isSince(it, since) && Listing.SEEN.concerns(it.event(), person))
                    .toList();
            List<StoredEvent> ended = all.events().stream()
                    .filter(it -> listing.turnsWithTime()
                            && it.endedBetween(since, now)
                            && listing.concerns(it.event(), person))
                    .toList();
            if (isMore(max, all.own(), all.audiences(), changed, ended)) {
                return Uni.createFrom().item(Optional.empty());
            }
            Set<StoredEvent> seen =
                    Stream.concat(changed.stream(), ended.stream()).collect(Collectors.toSet());
            return lost(person, since, all)
                    .map(lost -> Optional.of(Delta.of(seen, it -> isListed(it, listing, person, filter, now), lost)));
        });
    }

    private static boolean isSince(StoredEvent stored, Instant since) {
        return !stored.event().updatedAt().isBefore(since);
    }

    private static boolean isMore(int max, Collection<?>... found) {
        for (Collection<?> one : found) {
            if (one.size() > max) {
                return true;
            }
        }
        return false;
    }

    private static boolean isListed(Event event, ListFilter filter) {
        return !event.deleted() && filter.matches(event);
    }

    private static boolean isListed(StoredEvent event, Listing listing, Caller person, ListFilter filter, Instant now) {
        return isListed(event.event(), filter) && listing.holds(event, person, now);
    }

    /**
     * The events the person can no longer see, of those that the person may have seen before a change. A person who was barred
     * from an event all the time has lost nothing; for a person who is barred now this is assumed unless the person's own lines,
     * or a change of the barred people since, show otherwise.
     */
    private Uni<Set<ObjectId>> lost(Caller person, Instant since, SharedChanges.Changes all) {
        Set<ObjectId> lost = new HashSet<>(all.audiences());
        all.own().forEach(lost::remove);
        List<ObjectId> barred = all.events().stream()
                .map(StoredEvent::event)
                .filter(event -> lost.contains(event.id()) && event.barred().contains(person.userKey()))
                .map(Event::id)
                .toList();
        return barredBefore(barred, since).map(ids -> {
            lost.removeAll(ids);
            lost.addAll(all.own());
            return lost;
        });
    }

    /** Of the events from which the person is barred, those from which the person was barred before as well. */
    private Uni<List<ObjectId>> barredBefore(List<ObjectId> barred, Instant since) {
        return barred.isEmpty()
                ? Uni.createFrom().item(barred)
                : journal.withBarsChanged(barred, since)
                        .map(changed -> barred.stream()
                                .filter(id -> !changed.contains(id))
                                .toList());
    }
}
