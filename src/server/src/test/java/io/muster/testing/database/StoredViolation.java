package io.muster.testing.database;

/** An invariant that does not hold for an event, found in the raw database. */
public record StoredViolation(Kind kind, String eventId, String detail) {
    /** Which one. */
    public enum Kind {
        /** More people in a role than it has places, now or at any version. */
        OVERFLOW,
        /** A person more than once in the two lists. */
        DUPLICATE,
        /** Counts, role figures or status are not what the lists say. */
        STATS,
        /** Not exactly one journal line per version, or lines of a batch that do not fit together. */
        JOURNAL,
        /** Replaying the journal gives another event than the one stored. */
        REPLAY
    }
}
