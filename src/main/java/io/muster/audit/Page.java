package io.muster.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A page of events and the lines of the journal that go with them, both by id, brought together as they come. Whatever does
 * not look right is only suspected: the two were read one after the other. Not thread-safe.
 */
final class Page {
    /** A page ends early with so many suspects: a journal without events would give them without end. */
    private static final int MOST_SUSPECTS = 200;

    private final Deque<RawBsonDocument> events;
    private final List<ObjectId> suspects = new ArrayList<>();
    private @Nullable JournalCheck current;
    private ObjectId position;
    private int checked;

    /**
     * Nothing is judged yet.
     *
     * @param after what was judged before
     */
    Page(ObjectId after, List<RawBsonDocument> events) {
        this.position = after;
        this.events = new ArrayDeque<>(events);
    }

    /** Takes the next lines in order; returns whether it takes more. */
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
        ObjectId eventId = line.getDocument("_id").getObjectId("e").getValue();
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

    /** All lines have come, or no more are taken. */
    void end() {
        while (!events.isEmpty() && suspects.size() < MOST_SUSPECTS) {
            finish();
        }
    }

    /** Events, and lines of no event of the page, that may not be right; by id. */
    List<ObjectId> suspects() {
        return suspects;
    }

    /** The last that has been judged. */
    ObjectId position() {
        return position;
    }

    /** How many events have been judged. */
    int checked() {
        return checked;
    }

    /** Whether it ended early, so that some are left for the next. */
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
        return event.isNumber("version") ? event.getNumber("version").longValue() : Long.MAX_VALUE;
    }
}
