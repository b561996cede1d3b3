package io.muster.live.step;

import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.muster.event.Event;
import io.muster.event.journal.BrokenJournalException;
import io.muster.event.journal.EventState;
import io.muster.event.journal.Replay;
import io.muster.store.DatabaseFailure;
import io.muster.store.read.EventLists;
import io.muster.store.read.JournalReads;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * Makes an event the stream has not told of yet: out of its journal's first lines while they are few, else out of its document
 * and the lines between the document and the version wanted, so that what it costs does not grow with the journal.
 */
@Singleton
public final class EventLoader {
    /** How many lines are read for one event at most: some ten milliseconds of a database that is near. */
    private static final int MOST_LINES = 1_000;

    private final EventLists events;
    private final JournalReads journal;
    private final int mostLines;

    @Inject
    EventLoader(EventLists events, JournalReads journal) {
        this(events, journal, MOST_LINES);
    }

    /** @param mostLines how many lines are read for one event at most */
    public EventLoader(EventLists events, JournalReads journal, int mostLines) {
        this.events = events;
        this.journal = journal;
        this.mostLines = mostLines;
    }

    /** The journal has fewer lines than it must have, or the event is not stored. */
    static final class LinesMissingException extends RuntimeException {
        LinesMissingException(long after) {
            super("nothing follows version " + after, null, false, false);
        }
    }

    /**
     * The event at a version, or at a later one where more than the latest lines would be needed for that
     * ({@link LiveEvent#loadedAt}).
     *
     * @return fails with {@link LinesMissingException}, {@link BrokenJournalException} or what its reading threw where neither journal
     *     nor document can be read ({@link #isBroken}), with what the database said otherwise
     */
    public Uni<LiveEvent> at(ObjectId eventId, long version) {
        Uni<EventState> found = version > mostLines
                ? byDocument(eventId, version)
                : readOn(eventId, version, Optional.empty())
                        .onFailure(EventLoader::isBroken)
                        .recoverWithUni(() -> byDocument(eventId, version));
        return found.map(LiveEvent::new);
    }

    /** Whose the event is; empty where it is not stored or cannot be read. */
    Uni<Optional<String>> owner(ObjectId eventId) {
        return events.whole(eventId)
                .map(found -> found.map(it -> it.event().managerId()))
                .onFailure(EventLoader::isBroken)
                .recoverWithItem(Optional.empty());
    }

    /** Whether it is the event itself that is at fault, so that to try again at once would change nothing. */
    static boolean isBroken(Throwable failure) {
        return !DatabaseFailure.isOfDatabase(failure) || failure.getCause() instanceof IllegalStateException;
    }

    private Uni<EventState> byDocument(ObjectId eventId, long version) {
        return events.whole(eventId)
                .map(found -> found.map(StoredEvent::event).orElseThrow(() -> new LinesMissingException(0)))
                .chain(now -> now.version() <= version
                        ? readOn(eventId, version, Optional.of(EventState.from(now)))
                        : back(now, version).map(EventState::from));
    }

    /** The event at a version before; as it is now, if that is too far back or a line on the way cannot be read. */
    private Uni<Event> back(Event now, long version) {
        if (now.version() - version > mostLines) {
            return Uni.createFrom().item(now);
        }
        return rewound(now, version, version - 1)
                .onFailure(EventLoader::isBroken)
                .recoverWithUni(() -> rewound(now, version, version))
                .chain(rewind -> journal.lastOf(now.id(), rewind.people(), rewind.version(), mostLines)
                        .map(last -> last.map(rewind::with).orElse(now)))
                .onFailure(EventLoader::isBroken)
                .recoverWithItem(now);
    }

    private Uni<Rewind> rewound(Event now, long version, long after) {
        return Uni.createFrom().deferred(() -> {
            Rewind rewind = new Rewind(now, version);
            return journal.each(now.id(), after, (int) (now.version() - after), JournalReads.Extent.SIGHT, rewind::take)
                    .invoke(rewind::end)
                    .replaceWith(rewind);
        });
    }

    /** Goes on by the lines up to a version; of an event that is not begun, by its first at least. */
    private Uni<EventState> readOn(ObjectId eventId, long version, Optional<EventState> begun) {
        long after = begun.map(EventState::version).orElse(0L);
        long last = begun.isPresent() ? version : Math.max(1, version);
        Replay replay = begun.map(Replay::new).orElseGet(Replay::new);
        return journal.each(eventId, after, (int) (last - after), JournalReads.Extent.CHANGE, replay::take)
                .map(done -> replay.state()
                        .filter(state -> state.version() >= last)
                        .orElseThrow(() -> new LinesMissingException(
                                replay.state().map(EventState::version).orElse(0L))));
    }
}
