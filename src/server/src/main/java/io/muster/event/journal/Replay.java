package io.muster.event.journal;

import java.util.List;
import java.util.Optional;

import io.muster.event.Event;
import org.jspecify.annotations.Nullable;

/** Makes an event anew from its journal alone (I4). Not thread-safe. */
public final class Replay {
    private @Nullable EventState state;

    public Replay() {}

    /** Goes on from an event as it is stored. */
    public Replay(EventState begun) {
        this.state = begun;
    }

    /**
     * Replays an event's lines.
     *
     * @param lines all of them, by version
     * @return the event they make
     * @throws BrokenJournalException if they do not begin with the event's making, a version is missing, double or
     *     out of order, or a line is another event's
     */
    public static Event of(List<JournalEntry> lines) {
        Replay replay = new Replay();
        lines.forEach(replay::take);
        return replay.event();
    }

    /**
     * Replays the next line.
     *
     * @throws BrokenJournalException if it is not the next one of the event
     */
    public void take(JournalEntry line) {
        if (state == null) {
            state = EventState.begin(line);
        } else {
            state.apply(line);
        }
    }

    /** The event as far as it has come, which goes on with the next line; empty before the first. */
    public Optional<EventState> state() {
        return Optional.ofNullable(state);
    }

    /**
     * The event that the lines so far make.
     *
     * @throws BrokenJournalException if there was none
     */
    public Event event() {
        if (state == null) {
            throw new BrokenJournalException("no line");
        }
        return state.event();
    }
}
