package io.muster.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What is stored with an event though it follows from its people and its fields: the figures, what lists find it by, and,
 * of an open event, whether it is published or fulfilled (I3).
 */
public final class DerivedFields {
    /** Their names in the database; of {@code status} it depends. */
    public static final List<String> NAMES = List.of(
            EventDocuments.ACCEPTED_COUNT,
            EventDocuments.DECLINED_COUNT,
            EventDocuments.ROLE_STATS,
            AudienceKeys.FIELD,
            Ord.FIELD,
            EventDocuments.ENDS_AT);

    private DerivedFields() {}

    /**
     * The names of those that do not follow; none of a tombstone, which nobody is shown.
     *
     * @param stored the document as it lies in the database, whole
     * @param event the same, read
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

    /** A whole number is the same however it is stored. */
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
