package io.muster.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Facts;
import io.muster.event.plan.Promotion;
import org.jspecify.annotations.Nullable;

/**
 * Checks, entry by entry, that nobody waits for a free place when a command ends (docs/design.md#i9), and that each further entry of a
 * command lies with its first one (docs/design.md#i10). What people were qualified for then, and where else they were, is not known any
 * more: it is not checked who waited for a role that requires something, nor who waited at all where places at the same time were refused.
 * Not thread-safe.
 */
final class PromotionCheck {
    private final List<String> found = new ArrayList<>();
    private @Nullable JournalEntry own;
    private @Nullable JournalEntry last;

    /**
     * The next entry is about to be applied.
     *
     * @param state the event before it; empty before the first one
     */
    void before(JournalEntry entry, Optional<EventState> state) {
        if (entry.cause().filter(cause -> cause != entry.version()).isEmpty()) {
            if (!isOfOneRepair(entry)) {
                end(state);
            }
            own = entry;
        }
        if (entry.cause().filter(cause -> !isOfOwn(entry, cause)).isPresent()) {
            found.add("version " + entry.version() + " does not lie with its cause");
        }
        last = entry;
    }

    /** The command of the last entry has ended. */
    void end(Optional<EventState> state) {
        JournalEntry ended = last;
        if (ended != null && !ended.refusesOverlap()) {
            if (state.filter(event ->
                            !Promotion.due(event, ended.at(), Facts.NONE).isEmpty())
                    .isPresent()) {
                found.add("after version " + ended.version() + " somebody waits for a free place");
            }
        }
    }

    /** A repair makes an entry for each person concerned. */
    private boolean isOfOneRepair(JournalEntry entry) {
        JournalEntry before = last;
        return before != null
                && entry.kind() == JournalEntry.Kind.REPAIRED
                && before.kind() == JournalEntry.Kind.REPAIRED
                && entry.place() == before.place() + 1;
    }

    private boolean isOfOwn(JournalEntry entry, long cause) {
        JournalEntry first = own;
        return first != null
                && first.version() == cause
                && entry.version() - cause == entry.place() - first.place()
                && entry.actor().equals(first.actor());
    }

    /** Versions and numbers, never people. */
    List<String> found() {
        return List.copyOf(found);
    }
}
