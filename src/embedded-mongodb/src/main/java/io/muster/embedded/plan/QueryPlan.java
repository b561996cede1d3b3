package io.muster.embedded.plan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

import io.muster.embedded.storage.Collection;
import io.muster.embedded.storage.Index;
import org.pcollections.TreePMap;

/**
 * Which records a query looks at, and in which order.
 *
 * @param index the index that is read, empty if all documents are
 * @param backward whether it is read from its end
 * @param sorted whether the records come in the order the query wants
 * @param keys how many keys lie in the ranges
 */
record QueryPlan(Optional<Index> index, List<KeyRange> ranges, boolean backward, boolean sorted, long keys) {

    static QueryPlan ofAll(Collection collection, boolean sorted) {
        return new QueryPlan(
                Optional.empty(), List.of(), false, sorted, collection.records().size());
    }

    /** Whether the ranges are read side by side because only so the order comes out right. */
    boolean merges() {
        return sorted && ranges.size() > 1;
    }

    /** The numbers of the records, each once. */
    Stream<Long> records(Collection collection, Statistics statistics) {
        if (index.isEmpty()) {
            return collection.records().keySet().stream();
        }
        List<TreePMap<byte[], Long>> parts = ranges.stream()
                .map(range -> range.in(index.get().entries()))
                .map(part -> backward ? part.descendingMap() : part)
                .toList();
        Stream<Long> all = merges() ? merged(parts) : parts.stream().flatMap(part -> part.values().stream());
        Stream<Long> counted = all.peek(record -> statistics.keysExamined++);
        if (!index.get().isMultikey()) {
            return counted;
        }
        Set<Long> seen = new HashSet<>();
        return counted.filter(seen::add);
    }

    private Stream<Long> merged(List<TreePMap<byte[], Long>> parts) {
        Comparator<Head> order = (left, right) -> Arrays.compareUnsigned(
                left.key(), left.fixed, left.key().length, right.key(), right.fixed, right.key().length);
        PriorityQueue<Head> heads = new PriorityQueue<>(backward ? order.reversed() : order);
        for (int i = 0; i < parts.size(); i++) {
            Head head =
                    new Head(parts.get(i).entrySet().iterator(), ranges.get(i).fixed());
            if (head.advance()) {
                heads.add(head);
            }
        }
        return Stream.generate(() -> next(heads)).takeWhile(Optional::isPresent).map(Optional::get);
    }

    private static Optional<Long> next(PriorityQueue<Head> heads) {
        Head head = heads.poll();
        if (head == null) {
            return Optional.empty();
        }
        long record = head.entry.getValue();
        if (head.advance()) {
            heads.add(head);
        }
        return Optional.of(record);
    }

    /** How far a range that is merged with others has been read. */
    private static final class Head {
        private final Iterator<Map.Entry<byte[], Long>> rest;
        private final int fixed;
        private Map.Entry<byte[], Long> entry = Map.entry(new byte[0], 0L);

        Head(Iterator<Map.Entry<byte[], Long>> rest, int fixed) {
            this.rest = rest;
            this.fixed = fixed;
        }

        byte[] key() {
            return entry.getKey();
        }

        boolean advance() {
            if (!rest.hasNext()) {
                return false;
            }
            entry = rest.next();
            return true;
        }
    }

    /** What running a plan has cost. */
    static final class Statistics {
        long keysExamined;
        long documentsExamined;
    }
}
