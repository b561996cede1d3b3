package io.muster.history;

/** A violation of an invariant in a history. */
public record HistoryViolation(Invariant invariant, String eventId, String detail) {

    /** The invariants (docs/design.md#invariants). */
    public enum Invariant {
        /** Never more people in a role than it has places, at any version. */
        I1,
        /** Nobody occurs twice. */
        I2,
        /** Counts, role figures and status are what the lists imply. */
        I3,
        /** There is one journal entry per version, and a replay yields the event. */
        I4,
        /** The event and its journal end at the same version. */
        I5,
        /** A subscriber receives every version in order, once, and only after its request. */
        I6,
        /** What was answered 200 is recorded, and what was refused is not. */
        I7,
        /** A refusal was true at a version between its request and its answer. */
        I8,
        /** Who waits gets what becomes free, in order, and keeps the position until then. */
        I9,
        /** A further entry of a command lies with the first one. */
        I10,
        /** Nobody takes a place that comes too near to another one the person holds, unless the entry says that a manager has set that aside. */
        I11,
        /** Who takes a place has what its role requires, unless the entry says that a manager has set that aside. */
        I12
    }

    @Override
    public String toString() {
        return invariant + " " + eventId + ": " + detail;
    }
}
