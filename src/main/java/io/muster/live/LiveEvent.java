package io.muster.live;

import java.util.Collection;
import java.util.Optional;

import io.muster.audit.Replay;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.JournalEntry;
import io.muster.event.StaffEntry;

/**
 * An event as far as the stream has come: who is in it decides who is told. It knows userKeys only. Touched by the
 * {@link LiveLoop} alone.
 */
final class LiveEvent {
    private final Replay replay;
    private Event head;
    private EventStatus status;

    /** @param replay the event up to the line that comes next */
    LiveEvent(Replay replay) {
        this.replay = replay;
        this.head = replay.head();
        this.status = head.status();
    }

    long version() {
        return replay.version();
    }

    /** Without its people; of what changes with every response it says what the last manager's change left. */
    Event head() {
        return head;
    }

    EventStatus status() {
        return status;
    }

    Collection<StaffEntry> accepted() {
        return replay.accepted();
    }

    Collection<StaffEntry> declined() {
        return replay.declined();
    }

    Optional<StaffEntry> standing(String userKey) {
        return replay.standing(userKey);
    }

    /** Goes on by one line. */
    void next(JournalEntry line) {
        replay.next(line);
        if (!line.kind().isResponse()) {
            head = replay.head();
        }
        status = line.after().status();
    }
}
