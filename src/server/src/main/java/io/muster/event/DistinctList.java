package io.muster.event;

import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;

/** Strings in a given order, each once, with a quick {@code contains}. Immutable. */
public final class DistinctList extends AbstractList<String> implements RandomAccess {
    private final List<String> ordered;
    private final Set<String> members;

    private DistinctList(Collection<String> strings) {
        ordered = strings.stream().distinct().toList();
        members = Set.copyOf(ordered);
    }

    /** Keeps the first of those that repeat. */
    public static List<String> copyOf(Collection<String> strings) {
        return strings instanceof DistinctList same ? same : new DistinctList(strings);
    }

    @Override
    public String get(int position) {
        return ordered.get(position);
    }

    @Override
    public int size() {
        return ordered.size();
    }

    @Override
    public boolean contains(Object candidate) {
        return members.contains(candidate);
    }
}
