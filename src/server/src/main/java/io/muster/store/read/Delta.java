package io.muster.store.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.bson.types.ObjectId;

/**
 * The changes of a list since a time.
 *
 * @param events those in the list that changed or were added, unordered
 * @param removed those no longer in it; the caller could see each of them before; none of {@code events}
 */
public record Delta(List<StoredEvent> events, Set<ObjectId> removed) {
    public Delta {
        events = List.copyOf(events);
        removed = Set.copyOf(removed);
    }

    /**
     * Separates what is in the list from what is not.
     *
     * @param seen events the caller sees, or owns
     * @param lost events the caller could see before
     */
    static Delta of(Collection<StoredEvent> seen, Predicate<StoredEvent> inList, Collection<ObjectId> lost) {
        List<StoredEvent> events = new ArrayList<>();
        Set<ObjectId> removed = new LinkedHashSet<>(lost);
        for (StoredEvent event : seen) {
            if (inList.test(event)) {
                events.add(event);
            } else {
                removed.add(event.event().id());
            }
        }
        events.forEach(event -> removed.remove(event.event().id()));
        return new Delta(events, removed);
    }
}
