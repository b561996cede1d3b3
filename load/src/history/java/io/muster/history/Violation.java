package io.muster.history;

/** Something in a history that cannot be, were the invariants kept. */
public record Violation(Invariant invariant, String eventId, String detail) {

    /** The promises of the service. */
    public enum Invariant {
        /** Never more people in a role than it has places, at any version. */
        I1,
        /** Nobody twice. */
        I2,
        /** Counts, role figures and status are what the lists say. */
        I3,
        /** A journal line per version, and replayed they give the event. */
        I4,
        /** The event and its journal end at the same version. */
        I5,
        /** Whoever listens is told every version in order, once, and nothing before it was asked for. */
        I6,
        /** What was answered 200 is there, and what was refused is not. */
        I7,
        /** A refusal was true at a version between its request and its answer. */
        I8
    }

    @Override
    public String toString() {
        return invariant + " " + eventId + ": " + detail;
    }
}
