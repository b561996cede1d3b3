package io.muster.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

import io.muster.store.EventDocuments;
import io.muster.store.JournalFields;
import io.muster.store.audit.EventPages;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A page of events and their journal entries, both by id, matched as they arrive. What does not match is only
 * suspected, because the two were read one after the other. Not thread-safe.
 */
final class Page {
    /** The number of suspects at which a page ends early: a journal without events would have any number of them. */
    private static final int MOST_SUSPECTS = 200;

    private final Deque<RawBsonDocument> events;
    private final List<ObjectId> suspects = new ArrayList<>();
    private final List<Exclusive> exclusive = new ArrayList<>();
    private @Nullable JournalCheck current;
    private ObjectId position;
    private int checked;

    /**
     * A page before any entry.
     *
     * @param after the event before the page
     */
    Page(ObjectId after, List<RawBsonDocument> events) {
        this.position = after;
        this.events = new ArrayDeque<>(events);
    }

    /**
     * An event in which nobody may have a place who has another one at the same time.
     *
     * @param versions that gave a place
     */
    record Exclusive(RawBsonDocument event, Set<Long> versions) {}

    /** Takes the next entries in order; returns whether it takes more. */
    boolean take(List<RawBsonDocument> lines) {
        for (RawBsonDocument line : lines) {
            if (suspects.size() >= MOST_SUSPECTS) {
                return false;
            }
            take(line);
        }
        return true;
    }

    private void take(RawBsonDocument line) {
        ObjectId eventId =
                line.getDocument("_id").getObjectId(JournalFields.ID_EVENT).getValue();
        while (!events.isEmpty() && next().compareTo(eventId) < 0) {
            finish();
        }
        if (!events.isEmpty() && next().equals(eventId)) {
            check(events.element()).take(line);
        } else if (!eventId.equals(position)) {
            suspects.add(eventId);
            position = eventId;
        }
    }

    /** All entries have arrived, or no more are taken. */
    void end() {
        while (!events.isEmpty() && suspects.size() < MOST_SUSPECTS) {
            finish();
        }
    }

    /** The suspects, by id: events, and entries without an event in the page. */
    List<ObjectId> suspects() {
        return suspects;
    }

    /** Those of its events that have to be compared with others, as far as they are no suspects. */
    List<Exclusive> exclusive() {
        return exclusive;
    }

    /** The last checked event. */
    ObjectId position() {
        return position;
    }

    /** The number of checked events. */
    int checked() {
        return checked;
    }

    /** Whether it ended early, so that some are left for the next page. */
    boolean isCut() {
        return suspects.size() >= MOST_SUSPECTS;
    }

    private ObjectId next() {
        return EventPages.idOf(events.element());
    }

    private void finish() {
        RawBsonDocument event = events.remove();
        JournalCheck journal = check(event);
        ObjectId id = EventPages.idOf(event);
        if (journal.last() > versionOf(event) || !EventCheck.of(event, journal).isEmpty()) {
            suspects.add(id);
        } else if (!journal.exclusive().isEmpty()) {
            exclusive.add(new Exclusive(event, journal.exclusive()));
        }
        current = null;
        position = id;
        checked++;
    }

    private JournalCheck check(RawBsonDocument event) {
        if (current == null) {
            current = new JournalCheck(versionOf(event));
        }
        return current;
    }

    static long versionOf(RawBsonDocument event) {
        return event.isNumber(EventDocuments.VERSION)
                ? event.getNumber(EventDocuments.VERSION).longValue()
                : Long.MAX_VALUE;
    }
}
