package io.muster.live.step;

import java.util.Collection;
import java.util.Optional;

import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.event.StaffEntry;
import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;

/**
 * An event as far as the stream has come. The people in it decide who receives its frames. It knows userKeys only. Touched by the
 * {@link LiveLoop} alone.
 */
public final class LiveEvent {
    private final EventState state;
    private final long loadedAt;
    private Event head;
    private JournalEntry.After figures;
    private int longestKey;
    private boolean stale;

    /** @param state the event up to the line that comes next */
    public LiveEvent(EventState state) {
        this.state = state;
        this.loadedAt = state.version();
        this.head = state.head();
        this.figures = state.after();
        for (Response response : Response.values()) {
            state.people(response).forEach(entry -> measure(entry.userKey()));
        }
    }

    public long version() {
        return state.version();
    }

    /** The version at which it was made or read. Changes before it cannot be sent. */
    public long loadedAt() {
        return loadedAt;
    }

    /** The event without people. Its version, status and times are those of the last manager's change. */
    public Event head() {
        return head;
    }

    public EventStatus status() {
        return state.status();
    }

    /** Those of one response, in order; as it is now, it changes with the next line. */
    public Collection<StaffEntry> people(Response response) {
        return state.people(response);
    }

    /** How many there are in all lists together. */
    public int people() {
        return state.counts().total();
    }

    public Optional<StaffEntry> currentResponse(String userKey) {
        return state.find(userKey);
    }

    /** An equal entry that shares objects with the event, to save memory; called before {@link #next}. */
    public JournalEntry sharing(JournalEntry line) {
        return line.sharing(head, figures, line.userKey().flatMap(this::currentResponse));
    }

    /** Goes on by one line. */
    public void next(JournalEntry line) {
        state.apply(line);
        stale |= line.kind() == JournalEntry.Kind.ERASED;
        if (!line.isOfPeopleAlone()) {
            head = state.head();
        }
        figures = line.after();
        line.userKey().ifPresent(this::measure);
    }

    /** Whether it still names somebody who is erased: what comes next goes on from the event as it is stored. */
    boolean isStale() {
        return stale;
    }

    private void measure(String userKey) {
        longestKey = Math.max(longestKey, userKey.length());
    }

    /** The length of the longest userKey there has been. */
    int longestKey() {
        return longestKey;
    }
}
