package io.muster.store.read;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.event.SortKey;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * A part of a list.
 *
 * @param after the {@link SortKey} of the last event of the previous part; empty for the first part
 * @param descending from the last day to the first
 * @param limit the maximum number of events
 */
public record Slice(Optional<String> after, boolean descending, int limit) {

    /** The part of events that were read by several queries, without duplicates. */
    public List<StoredEvent> of(Stream<StoredEvent> events) {
        Map<ObjectId, StoredEvent> distinct = new LinkedHashMap<>();
        events.forEach(event -> distinct.putIfAbsent(event.event().id(), event));
        return distinct.values().stream()
                .filter(this::isAfter)
                .sorted(order())
                .limit(limit)
                .toList();
    }

    private boolean isAfter(StoredEvent event) {
        int order = after.map(ord -> event.ord().compareTo(ord)).orElse(descending ? -1 : 1);
        return descending ? order < 0 : order > 0;
    }

    /** How its events come. */
    Comparator<StoredEvent> order() {
        Comparator<StoredEvent> order = Comparator.comparing(StoredEvent::ord);
        return descending ? order.reversed() : order;
    }

    /** A lower bound of the sort keys of its events. */
    String firstOrd() {
        return descending ? "" : after.orElse("");
    }

    /** Never empty: tombstones have no such field and are in no list. */
    Bson condition() {
        return after.map(ord -> descending ? Filters.lt(SortKey.FIELD, ord) : Filters.gt(SortKey.FIELD, ord))
                .orElseGet(() -> Filters.gt(SortKey.FIELD, ""));
    }

    Bson sort() {
        return descending ? Sorts.descending(SortKey.FIELD) : Sorts.ascending(SortKey.FIELD);
    }
}
