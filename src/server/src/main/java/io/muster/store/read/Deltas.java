package io.muster.store.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * Finds the changes of a list. Events the caller sees now are found in {@code events}; events the caller no longer sees
 * are found in the journal, so that nobody learns the id of an event they could never see; events that have ended are
 * found in {@code events}.
 */
@Singleton
public class Deltas {
    private final EventLists events;
    private final JournalReads journal;

    Deltas(EventLists events, JournalReads journal) {
        this.events = events;
        this.journal = journal;
    }

    /**
     * The changes of a manager's list.
     *
     * @param max the limit of events or entries read
     * @return empty if there are more, or larger ones; the whole list is cheaper then
     */
    public Uni<Optional<Delta>> ofManager(String managerId, ListFilter filter, Instant since, int max) {
        return events.changedOfManager(managerId, since, max)
                .map(found -> found.map(changed -> Delta.of(changed, it -> isListed(it.event(), filter), List.of())));
    }

    /**
     * The changes of one of a person's lists.
     *
     * @param since a time before the last answer, by more than a change may take to become visible
     * @param now read before this is called
     * @param max the limit of events or entries read
     * @return empty if there are more, or larger ones; the whole list is cheaper then
     */
    public Uni<Optional<Delta>> ofStaff(
            Listing listing, Caller person, ListFilter filter, Instant since, Instant now, int max) {
        // What may be lost first, and what is seen after it: an event that comes back, or is changed, in between is
        // seen.
        return taken(person, since, max)
                .chain(taken -> taken.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : seen(listing, person, since, now, max)
                                .map(seen -> seen.map(events -> Delta.of(
                                        distinct(events),
                                        it -> isListed(it, listing, person, filter, now),
                                        taken.get()))));
    }

    /** What may have been taken from a person since; empty if it is more than may be looked through. */
    private Uni<Optional<Set<ObjectId>>> taken(Caller person, Instant since, int max) {
        Uni<List<ObjectId>> own = journal.about(person, since, max + 1);
        Uni<List<ObjectId>> visibility = journal.ofVisibility(person, since, max + 1);
        return Uni.combine().all().unis(own, visibility).asTuple().chain(all -> {
            if (isMore(max, all.getItem1(), all.getItem2())) {
                return Uni.createFrom().item(Optional.empty());
            }
            return lost(person, since, Set.copyOf(all.getItem1()), Set.copyOf(all.getItem2()))
                    .map(Optional::of);
        });
    }

    /** What changed or ended of what the person sees; empty if it is more than may be looked through. */
    private Uni<Optional<List<StoredEvent>>> seen(Listing listing, Caller person, Instant since, Instant now, int max) {
        Uni<Optional<List<StoredEvent>>> changed = events.changedSeenBy(person, since, max);
        Uni<List<StoredEvent>> ended = listing.turnsWithTime()
                ? events.ended(listing, person, since, now, max + 1)
                : Uni.createFrom().item(List.of());
        return Uni.combine().all().unis(changed, ended).asTuple().map(all -> {
            if (isMore(max, all.getItem2())) {
                return Optional.empty();
            }
            return all.getItem1().map(some -> {
                List<StoredEvent> seen = new ArrayList<>(some);
                seen.addAll(all.getItem2());
                return seen;
            });
        });
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

    /** An event may have been read twice, and changed in between. */
    private static Collection<StoredEvent> distinct(List<StoredEvent> events) {
        Map<ObjectId, StoredEvent> latest = new TreeMap<>();
        for (StoredEvent event : events) {
            latest.merge(
                    event.event().id(),
                    event,
                    (one, other) -> one.event().version() < other.event().version() ? other : one);
        }
        return latest.values();
    }

    /**
     * The events the person can no longer see. A person who was barred from an event all the time has lost nothing; for
     * a person who is barred now this is assumed unless the person's own lines, or a change of the barred people
     * since, show otherwise.
     *
     * @param own the events with lines about the person
     * @param sight the events that the person may have seen before a change
     */
    private Uni<Set<ObjectId>> lost(Caller person, Instant since, Set<ObjectId> own, Set<ObjectId> sight) {
        Set<ObjectId> lost = new HashSet<>(sight);
        lost.removeAll(own);
        Uni<List<ObjectId>> barred = lost.isEmpty()
                ? Uni.createFrom().item(List.of())
                : events.barring(person, List.copyOf(lost)).chain(ids -> barredBefore(ids, since));
        return barred.map(ids -> {
            lost.removeAll(ids);
            lost.addAll(own);
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
