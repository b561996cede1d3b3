package io.muster.event.read;

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
import io.muster.event.JournalEntry;
import io.muster.identity.Caller;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * Finds what changed in a list. Of what the caller sees now, the events themselves tell; of what is out of sight, the
 * journal, so that nobody learns the id of an event that was never his to see. Of what merely ended, the events again.
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
     * What changed for a manager.
     *
     * @param max the most that is looked through
     * @return empty if there is more: then the whole list costs less
     */
    public Uni<Optional<Delta>> ofManager(String managerId, ListFilter filter, Instant since, int max) {
        return events.changedOfManager(managerId, since, max + 1)
                .map(changed -> changed.size() > max
                        ? Optional.empty()
                        : Optional.of(Delta.of(changed, it -> isListed(it.event(), filter), List.of())));
    }

    /**
     * What changed for one of a person's lists.
     *
     * @param since a moment before the last answer, by more than a change may take to show
     * @param now read before this is asked
     * @param max the most that is looked through in each place
     * @return empty if there is more: then the whole list costs less
     */
    public Uni<Optional<Delta>> ofStaff(
            Listing listing, Caller person, ListFilter filter, Instant since, Instant now, int max) {
        Uni<List<StoredEvent>> changed = events.changedSeenBy(person, since, max + 1);
        Uni<List<StoredEvent>> ended = listing.turnsWithTime()
                ? events.ended(listing, person, since, now, max + 1)
                : Uni.createFrom().item(List.of());
        Uni<List<JournalEntry>> own = journal.about(person, since, max + 1);
        Uni<List<JournalEntry>> sight = journal.ofSight(person, since, max + 1);
        return Uni.combine().all().unis(changed, ended, own, sight).asTuple().chain(all -> {
            if (isMore(max, all.getItem1(), all.getItem2(), all.getItem3(), all.getItem4())) {
                return Uni.createFrom().item(Optional.empty());
            }
            List<StoredEvent> seen = new ArrayList<>(all.getItem1());
            seen.addAll(all.getItem2());
            List<JournalEntry> entries = new ArrayList<>(all.getItem3());
            entries.addAll(all.getItem4());
            return lost(person, entries)
                    .map(ids -> Optional.of(
                            Delta.of(distinct(seen), it -> isListed(it, listing, person, filter, now), ids)));
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
        return isListed(event.event(), filter) && listing.holds(event.event(), person, now);
    }

    /** One event may have been read twice, and changed between. */
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
     * What the person may have lost sight of. A person who was barred all the while has lost nothing: whether that is so is
     * looked up, unless the person's own lines, or a change of the bars since, say otherwise.
     */
    private Uni<Set<ObjectId>> lost(Caller person, List<JournalEntry> entries) {
        Set<ObjectId> lost = new HashSet<>();
        Set<ObjectId> notBarredBefore = new HashSet<>();
        for (JournalEntry entry : entries) {
            if (Sight.mayBeLostBy(person, entry)) {
                lost.add(entry.eventId());
            }
            if (Sight.isOwn(person, entry) || Sight.setsBarred(entry)) {
                notBarredBefore.add(entry.eventId());
            }
        }
        List<ObjectId> doubtful =
                lost.stream().filter(id -> !notBarredBefore.contains(id)).toList();
        if (doubtful.isEmpty()) {
            return Uni.createFrom().item(lost);
        }
        return events.barring(person, doubtful).map(barred -> {
            lost.removeAll(barred);
            return lost;
        });
    }
}
