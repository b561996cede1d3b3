package io.muster.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.muster.event.Response;
import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.event.journal.EventState;
import io.muster.event.journal.JournalEntry;
import io.muster.event.plan.Facts;
import io.muster.event.plan.Promotion;
import org.jspecify.annotations.Nullable;

/**
 * Checks, entry by entry, that nobody waits for a free place when a command ends, that whoever comes in overtakes nobody
 * (docs/design.md#i9), and that each further entry of a command lies with its first one (docs/design.md#i10). What people were
 * qualified for then, where else they were, and who was blocked, is not known any more: it is not checked who waited for a role that
 * requires something, nor who waited at all where places at the same time were refused, or of a firm that may have blocked somebody. Not
 * thread-safe.
 */
final class PromotionCheck {
    private final boolean blocks;
    private final List<String> found = new ArrayList<>();
    private @Nullable JournalEntry own;
    private @Nullable JournalEntry last;

    /** @param blocks whether the firm may have blocked somebody */
    PromotionCheck(boolean blocks) {
        this.blocks = blocks;
    }

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
        if (!blocks && !entry.refusesOverlap()) {
            state.ifPresent(event -> checkTurn(entry, event));
        }
        last = entry;
    }

    private void checkTurn(JournalEntry entry, EventState event) {
        if (entry.kind() == JournalEntry.Kind.PROMOTED) {
            if (!isNext(entry.entry().orElseThrow(), event, entry.at())) {
                found.add("version " + entry.version() + " promotes somebody out of turn");
            }
        } else if (entry.kind() == JournalEntry.Kind.ACCEPTED) {
            StaffEntry taken = entry.entry().orElseThrow();
            if (role(taken, event)
                    .filter(role -> Promotion.isOvertaking(event, role, waits(taken, event), entry.at(), Facts.NONE))
                    .isPresent()) {
                found.add("version " + entry.version() + " overtakes");
            }
        }
    }

    /** The first of those who wait for a place, in the position that the person had. */
    private static boolean isNext(StaffEntry promoted, EventState event, Instant at) {
        Optional<StaffEntry> waits = waits(promoted, event).filter(entry -> entry.since() == promoted.since());
        if (role(promoted, event).filter(role -> role.requires().isEmpty()).isEmpty()) {
            return waits.isPresent() && !event.barred().contains(promoted.userKey());
        }
        return waits.isPresent()
                && Promotion.due(event, at, Facts.NONE).stream()
                        .filter(entry -> entry.key().equals(promoted.key()))
                        .findFirst()
                        .equals(waits);
    }

    private static Optional<Role> role(StaffEntry entry, EventState event) {
        return entry.key().flatMap(event::role);
    }

    private static Optional<StaffEntry> waits(StaffEntry taken, EventState event) {
        return event.find(Response.STANDBY, taken.userKey())
                .filter(entry -> entry.key().equals(taken.key()));
    }

    /** The command of the last entry has ended. */
    void end(Optional<EventState> state) {
        JournalEntry ended = last;
        if (!blocks && ended != null && !ended.refusesOverlap()) {
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
