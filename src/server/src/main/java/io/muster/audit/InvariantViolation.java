package io.muster.audit;

import java.util.Optional;

import org.bson.types.ObjectId;

/**
 * A violation of an invariant. It contains versions, counts and names of stored fields, never people.
 *
 * @param role the role concerned, in the event's spelling
 */
public record InvariantViolation(ObjectId eventId, Kind kind, Optional<String> role, String detail) {
    /** Which invariant is broken; the contract's {@code kind} (docs/api.md#audit). */
    public enum Kind {
        /** More people in a role than places (docs/design.md#i1). */
        OVERFLOW,
        /** People who occur more than once in the lists (docs/design.md#i2). */
        DUPLICATE,
        /** Figures or other derived fields do not follow from the lists and fields (docs/design.md#i3). */
        STATS,
        /** Not one entry per version, or a replay yields another event than the stored one (docs/design.md#i4). */
        JOURNAL,
        /** A place left free, or an entry that does not lie with its cause (docs/design.md#i9 and I10). */
        PROMOTION,
        /** Two places of a person at the same time, in two events (docs/design.md#i11). */
        OVERLAP
    }

    static InvariantViolation of(ObjectId eventId, Kind kind, String detail) {
        return new InvariantViolation(eventId, kind, Optional.empty(), detail);
    }
}
