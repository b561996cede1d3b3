package io.muster.audit;

import java.util.Optional;

import io.muster.event.Event;
import io.muster.event.JournalDocuments;
import io.muster.event.JournalEntry;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.jspecify.annotations.Nullable;

/**
 * One event's journal replayed as its lines come, up to the version at which the event was read: what was recorded since is
 * no fault. Not thread-safe.
 */
final class JournalCheck {
    private final long upTo;
    private @Nullable Replay replay;
    private @Nullable String fault;
    private long last;

    JournalCheck(long upTo) {
        this.upTo = upTo;
    }

    /** Takes the next line in order. */
    void take(RawBsonDocument line) {
        long version = versionOf(line);
        last = Math.max(last, version);
        if (fault == null && version <= upTo) {
            try {
                go(JournalDocuments.entry(line.decode(new DocumentCodec())));
            } catch (Replay.BrokenJournal broken) {
                fault = broken.getMessage();
            } catch (RuntimeException unreadable) {
                fault = "version " + version + " cannot be read";
            }
        }
    }

    private void go(JournalEntry entry) {
        if (replay == null) {
            replay = Replay.begin(entry);
        } else {
            replay.next(entry);
        }
    }

    /** Why the lines do not make an event, if they do not. */
    Optional<String> fault() {
        return replay == null && fault == null ? Optional.of("no line") : Optional.ofNullable(fault);
    }

    /** The event the lines make; only where there is no {@link #fault}. */
    Event event() {
        if (replay == null) {
            throw new IllegalStateException("no line");
        }
        return replay.event();
    }

    /** The version of the last line there was, read or not. */
    long last() {
        return last;
    }

    private static long versionOf(RawBsonDocument line) {
        return line.getDocument("_id").getNumber("v").longValue();
    }
}
