package io.muster.audit;

import java.util.List;
import java.util.Optional;

import org.bson.types.ObjectId;

/**
 * What a repair would do, or did.
 *
 * @param checked how many events were looked at
 * @param digest names what it would do
 * @param next where it stopped before the last event: the last one it looked at
 */
public record RepairReport(
        boolean dryRun, long checked, List<Repaired> events, RepairDigest digest, Optional<ObjectId> next) {
    public RepairReport {
        events = List.copyOf(events);
    }

    /**
     * One event.
     *
     * @param removed how many people leave, their places being taken by others before them
     * @param deduplicated how many people stood several times and stand once afterwards
     * @param figures whether figures that are wrong are rebuilt
     */
    public record Repaired(ObjectId eventId, int removed, int deduplicated, boolean figures, State state) {}

    /** What became of an event's repair. */
    public enum State {
        /** It would be done. */
        PLANNED,
        REPAIRED,
        /** Nothing was left to repair at its turn. */
        UNCHANGED,
        /** It would have been another repair at its turn, or the event is gone; nothing was done. */
        STALE,
        /** Time was up before its turn. */
        NOT_DONE,
        /** The change failed, and may have been recorded or not; the next dry run tells. */
        UNKNOWN
    }

    static Repaired repaired(RepairPlan.Each each, State state) {
        return new Repaired(each.eventId(), each.leaving(), each.standingOnce(), each.figures(), state);
    }
}
