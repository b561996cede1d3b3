package io.muster.audit;

import java.util.List;
import java.util.Optional;

import org.bson.types.ObjectId;

/**
 * The result of a repair, or of its dry run.
 *
 * @param checked the number of checked events
 * @param digest identifies what it would do
 * @param next if it stopped before the last event, the last one it checked
 */
public record RepairReport(
        boolean dryRun, long checked, List<Repaired> events, RepairDigest digest, Optional<ObjectId> next) {
    public RepairReport {
        events = List.copyOf(events);
    }

    /**
     * One event.
     *
     * @param removed the number of removed people, who were beyond the places
     * @param deduplicated the number of people who occurred several times and are kept once
     * @param figures whether wrong figures are rebuilt
     */
    public record Repaired(ObjectId eventId, int removed, int deduplicated, boolean figures, State state) {}

    /** The state of an event's repair. */
    public enum State {
        /** It would be done. */
        PLANNED,
        REPAIRED,
        /** Nothing was left to repair. */
        UNCHANGED,
        /** It would have been another repair, or the event is gone; nothing was done. */
        STALE,
        /** The time was up before. */
        NOT_DONE,
        /** The change failed and may have been recorded; the next dry run shows it. */
        UNKNOWN
    }

    static Repaired repaired(RepairPlan.Each each, State state) {
        return new Repaired(each.eventId(), each.leaving(), each.standingOnce(), each.figures(), state);
    }
}
