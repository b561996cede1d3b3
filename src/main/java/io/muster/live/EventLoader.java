package io.muster.live;

import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import com.mongodb.MongoException;
import io.muster.audit.Replay;
import io.muster.event.JournalEntry;
import io.muster.event.read.JournalReads;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Makes an event the stream has not told of yet out of its journal. */
@Singleton
final class EventLoader {
    private static final int CHUNK = 500;

    private final JournalReads journal;

    EventLoader(JournalReads journal) {
        this.journal = journal;
    }

    /** The journal has fewer lines than it must have. */
    static final class LinesMissing extends RuntimeException {
        LinesMissing(long after) {
            super("nothing follows version " + after, null, false, false);
        }
    }

    /**
     * The event at a version.
     *
     * @return fails with {@link LinesMissing}, {@link Replay.BrokenJournal} or what its reading threw where the journal is
     *     not whole ({@link #isBroken}), with what the database said otherwise
     */
    Uni<LiveEvent> at(ObjectId eventId, long version) {
        return readOn(eventId, version, Optional.empty()).map(LiveEvent::new);
    }

    /** Whether it is the event's journal that is at fault, so that to try again would change nothing. */
    static boolean isBroken(Throwable failure) {
        return !(failure instanceof MongoException) || failure.getCause() instanceof IllegalStateException;
    }

    private Uni<Replay> readOn(ObjectId eventId, long version, Optional<Replay> begun) {
        long after = begun.map(Replay::version).orElse(0L);
        if (begun.isPresent() && after >= version) {
            return Uni.createFrom().item(begun.get());
        }
        int limit = (int) Math.min(CHUNK, Math.max(1, version - after));
        return journal.of(eventId, after, limit)
                .chain(lines -> lines.isEmpty()
                        ? Uni.createFrom().failure(new LinesMissing(after))
                        : readOn(eventId, version, Optional.of(replayed(begun, lines))));
    }

    private static Replay replayed(Optional<Replay> begun, List<JournalEntry> lines) {
        Replay replay = begun.orElseGet(() -> Replay.begin(lines.get(0)));
        lines.subList(begun.isPresent() ? 0 : 1, lines.size()).forEach(replay::next);
        return replay;
    }
}
