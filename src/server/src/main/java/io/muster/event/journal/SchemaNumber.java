package io.muster.event.journal;

import java.util.EnumSet;
import java.util.Set;

import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.Refusal.Reason;
import io.muster.event.Role;
import io.muster.event.journal.JournalEntry.Kind;

/**
 * How much a process has to know to read what is stored. Versions of the service run side by side while one replaces the other, so
 * a change is recorded only if the database's number is at least that of the change (docs/operations.md#schema-number). A kind of
 * change, a field or a list that older versions do not know gets the next number here, and {@code NewerChanges} finds it.
 */
public final class SchemaNumber {
    /** What every version knows. */
    public static final int FIRST = 1;

    /** Standby lists and all that came with them: a manager's hand, confirmations, names of roles that change, times to respond in. */
    public static final int STANDBY = 2;

    /** Who may have a place, and from when on: a role's qualifications, an opening's waves. A process that does not know them lets in others. */
    public static final int CONDITIONS = 3;

    /** That nobody takes two places at the same time where the firm says so. A process that does not know it gives them. */
    public static final int OVERLAP = 4;

    /** That a person is known by another userKey. A process that does not know it cannot read such a line. */
    public static final int REKEYED = 5;

    /** That the journal is rewritten to erase somebody. A process that does not know it goes on with the event as it was before. */
    public static final int ERASED = 6;

    /** What this version knows. */
    public static final int NEWEST = ERASED;

    /** The kinds that came with {@link #STANDBY}. */
    public static final Set<Kind> STANDBY_KINDS = Set.copyOf(EnumSet.of(
            Kind.STANDBY, Kind.PROMOTED, Kind.ASSIGNED, Kind.MOVED, Kind.REFUSED, Kind.CONFIRMED, Kind.REOPENED));

    /** The fields of an event that came with {@link #STANDBY}. */
    public static final Set<EventField> STANDBY_FIELDS = Set.copyOf(EnumSet.of(
            EventField.CANCEL_REASON, EventField.PROMOTE_UNTIL, EventField.OPENS_AT, EventField.WITHDRAW_UNTIL));

    private SchemaNumber() {}

    /** The lowest number under which an entry may be recorded. */
    public static int of(JournalEntry entry) {
        return Math.max(entry.refusesOverlap() ? OVERLAP : FIRST, of(entry.change()));
    }

    /** The lowest number under which a change may be recorded, whatever its firm's rule. */
    public static int of(Change change) {
        if (change.kind() == Kind.ERASED) {
            return ERASED;
        }
        if (change.kind() == Kind.REKEYED) {
            return REKEYED;
        }
        if (change.override().contains(Reason.TIME_CONFLICT)) {
            return OVERLAP;
        }
        return isOfConditions(change) ? CONDITIONS : ofStandbyOrFirst(change);
    }

    private static boolean isOfConditions(Change change) {
        return !change.override().isEmpty()
                || change.patch().audience().waves().isPresent()
                || change.patch().roles().stream()
                        .flatMap(roles -> roles.stream())
                        .anyMatch(role -> !role.requires().isEmpty());
    }

    private static int ofStandbyOrFirst(Change change) {
        return STANDBY_KINDS.contains(change.kind()) || change.asksAgain() || isOfStandby(change.patch())
                ? STANDBY
                : FIRST;
    }

    private static boolean isOfStandby(EventPatch patch) {
        return !patch.renamed().isEmpty()
                || patch.fields().keySet().stream().anyMatch(STANDBY_FIELDS::contains)
                || patch.roles().stream().flatMap(roles -> roles.stream()).anyMatch(SchemaNumber::isOfStandby);
    }

    private static boolean isOfStandby(Role role) {
        return role.waitlist() || role.approval() || role.standbyMax() != Role.STANDBY_MAX;
    }
}
