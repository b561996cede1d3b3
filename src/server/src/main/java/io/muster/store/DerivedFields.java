package io.muster.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.muster.event.AudienceKeys;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.SortKey;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The stored fields that follow from an event's people and other fields: the figures, the keys and sort key of lists,
 * and, of an open event, whether it is published or fulfilled (docs/design.md#i3).
 */
public final class DerivedFields {
    /** Their names in the database; {@code status} is one only for an open event. */
    public static final List<String> NAMES = Stream.concat(
                    StaffFields.counts().stream(),
                    Stream.of(
                            StaffFields.UNCONFIRMED_COUNT,
                            EventDocuments.ROLE_STATS,
                            AudienceKeys.FIELD,
                            SortKey.FIELD,
                            EventDocuments.ENDS_AT))
            .toList();

    private DerivedFields() {}

    /**
     * The names of those whose stored value is wrong; none for a tombstone.
     *
     * @param stored the whole document as it is in the database
     * @param event the same document, decoded
     */
    public static List<String> wrongIn(Document stored, Event event) {
        if (event.deleted()) {
            return List.of();
        }
        Document expected = EventDocuments.head(event);
        List<String> wrong = new ArrayList<>(NAMES.stream()
                .filter(name -> !same(expected.get(name), stored.get(name)))
                .toList());
        if (event.status() != settled(event)) {
            wrong.add(EventDocuments.STATUS);
        }
        return List.copyOf(wrong);
    }

    private static EventStatus settled(Event event) {
        if (!event.status().isOpen()) {
            return event.status();
        }
        return event.isFull() ? EventStatus.FULFILLED : EventStatus.PUBLISHED;
    }

    /** Numbers are equal whatever their BSON type. */
    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number number && other instanceof Number stored) {
            return number.doubleValue() == stored.doubleValue();
        }
        if (one instanceof Document document && other instanceof Document stored) {
            return document.keySet().equals(stored.keySet())
                    && document.keySet().stream().allMatch(name -> same(document.get(name), stored.get(name)));
        }
        if (one instanceof Collection<?> list && other instanceof Collection<?> stored) {
            return list.size() == stored.size() && sameInOrder(list.iterator(), stored.iterator());
        }
        return Objects.equals(one, other);
    }

    private static boolean sameInOrder(Iterator<?> one, Iterator<?> other) {
        while (one.hasNext()) {
            if (!same(one.next(), other.next())) {
                return false;
            }
        }
        return true;
    }
}
