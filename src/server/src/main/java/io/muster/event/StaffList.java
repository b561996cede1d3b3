package io.muster.event;

import java.util.AbstractList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;

import org.jspecify.annotations.Nullable;

/**
 * People in the order of their responses. Finding by userKey and counting by role take constant time, because a burst
 * of a thousand responses asks the same list a thousand times. Immutable; the index is built on first use.
 */
final class StaffList extends AbstractList<StaffEntry> implements RandomAccess {
    private final List<StaffEntry> entries;
    private volatile @Nullable Index index;

    private StaffList(List<StaffEntry> entries) {
        this.entries = entries;
    }

    static StaffList copyOf(Collection<StaffEntry> entries) {
        return entries instanceof StaffList same ? same : new StaffList(List.copyOf(entries));
    }

    @Override
    public StaffEntry get(int position) {
        return entries.get(position);
    }

    @Override
    public int size() {
        return entries.size();
    }

    /** The person's entry; the first one if an invalid event has several. */
    Optional<StaffEntry> of(String userKey) {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(index().byUserKey.get(userKey));
    }

    /** The number of entries with this role key. */
    int count(String roleKey) {
        return index().countByRole.getOrDefault(roleKey, 0);
    }

    private Index index() {
        Index made = index;
        if (made == null) {
            made = Index.of(entries);
            index = made;
        }
        return made;
    }

    private record Index(Map<String, StaffEntry> byUserKey, Map<String, Integer> countByRole) {
        static Index of(List<StaffEntry> entries) {
            Map<String, StaffEntry> byUserKey = new HashMap<>();
            Map<String, Integer> countByRole = new HashMap<>();
            for (StaffEntry entry : entries) {
                byUserKey.putIfAbsent(entry.userKey(), entry);
                entry.key().ifPresent(key -> countByRole.merge(key, 1, Integer::sum));
            }
            return new Index(byUserKey, countByRole);
        }
    }
}
