package io.muster.audit;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Event;
import io.muster.event.journal.BrokenJournalException;
import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.store.JournalDocuments;
import io.muster.store.JournalFields;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.jspecify.annotations.Nullable;

/**
 * Replays one event's journal entry by entry, up to the version at which the event was read; later entries are no
 * violation. Not thread-safe.
 */
final class JournalCheck {
    private final long upTo;
    private @Nullable EventState state;
    private @Nullable String fault;
    private final PromotionCheck promotions;
    private final Set<Long> exclusive = new HashSet<>();
    private long last;

    JournalCheck(long upTo) {
        this(upTo, false);
    }

    /** @param blocks whether the firm may have blocked somebody who waited */
    JournalCheck(long upTo, boolean blocks) {
        this.upTo = upTo;
        this.promotions = new PromotionCheck(blocks);
    }

    /** Takes the next entry in order. */
    void take(RawBsonDocument line) {
        long version = versionOf(line);
        last = Math.max(last, version);
        if (fault == null && version <= upTo) {
            try {
                go(JournalDocuments.entry(line.decode(new DocumentCodec())));
            } catch (BrokenJournalException broken) {
                fault = broken.getMessage();
            } catch (RuntimeException unreadable) {
                fault = "version " + version + " cannot be read";
            }
        }
    }

    private void go(JournalEntry entry) {
        promotions.before(entry, Optional.ofNullable(state));
        if (entry.refusesOverlap() && entry.givesPlace()) {
            exclusive.add(entry.version());
        }
        if (state == null) {
            state = EventState.begin(entry);
        } else {
            state.apply(entry);
        }
    }

    /** The versions that gave a place where nobody may have two at the same time. */
    Set<Long> exclusive() {
        return Set.copyOf(exclusive);
    }

    /** What is wrong with who was given the places that became free; only if there is no {@link #fault}. */
    List<String> unfair() {
        promotions.end(Optional.ofNullable(state));
        return promotions.found();
    }

    /** Why the entries do not yield an event, if they do not. */
    Optional<String> fault() {
        return state == null && fault == null ? Optional.of("no line") : Optional.ofNullable(fault);
    }

    /** The replayed event; only if there is no {@link #fault}. */
    Event event() {
        if (state == null) {
            throw new IllegalStateException("no line");
        }
        return state.event();
    }

    /** The version of the last entry, read or not. */
    long last() {
        return last;
    }

    private static long versionOf(RawBsonDocument line) {
        return line.getDocument("_id").getNumber(JournalFields.ID_VERSION).longValue();
    }
}
