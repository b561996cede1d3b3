package io.muster.audit;

import java.util.Optional;

import org.bson.types.ObjectId;

/**
 * Something that must hold of an event and does not. Says versions, counts and names of stored fields; never people.
 *
 * @param role the event's role it is about, as the event spells it
 */
public record Violation(ObjectId eventId, Kind kind, Optional<String> role, String detail) {
    /** Which invariant is broken; the contract's {@code kind}. */
    public enum Kind {
        /** I1: more people in a role than it has places. */
        OVERFLOW,
        /** I2: people who stand more than once in the two lists. */
        DUPLICATE,
        /** I3: figures, or what else is derived, are not what follows from the lists and the fields. */
        STATS,
        /** I4: not one line per version, or they make another event than the one stored. */
        JOURNAL
    }

    static Violation of(ObjectId eventId, Kind kind, String detail) {
        return new Violation(eventId, kind, Optional.empty(), detail);
    }
}
