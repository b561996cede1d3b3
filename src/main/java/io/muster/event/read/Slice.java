package io.muster.event.read;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.muster.event.Ord;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/**
 * A part of a list.
 *
 * @param after the {@link Ord} of the last event of the part before; empty for the first part
 * @param descending from the last day to the first
 * @param limit the most events
 */
public record Slice(Optional<String> after, boolean descending, int limit) {

    /** The part of events that came from several reads, each once. */
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

    private Comparator<StoredEvent> order() {
        Comparator<StoredEvent> order = Comparator.comparing(StoredEvent::ord);
        return descending ? order.reversed() : order;
    }

    /** Never empty: tombstones have no such field, and are in no list. */
    Bson condition() {
        return after.map(ord -> descending ? Filters.lt(Ord.FIELD, ord) : Filters.gt(Ord.FIELD, ord))
                .orElseGet(() -> Filters.gt(Ord.FIELD, ""));
    }

    Bson sort() {
        return descending ? Sorts.descending(Ord.FIELD) : Sorts.ascending(Ord.FIELD);
    }
}
