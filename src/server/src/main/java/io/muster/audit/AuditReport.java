package io.muster.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bson.types.ObjectId;

/**
 * The result of an audit.
 *
 * @param checked the number of checked events, tombstones included
 * @param violations the violations, by event; empty if it only counts
 * @param counts the number of violations per kind
 * @param next if it stopped before the last event, the last one it checked
 */
public record AuditReport(
        long checked,
        List<InvariantViolation> violations,
        Map<InvariantViolation.Kind, Long> counts,
        Optional<ObjectId> next) {
    public AuditReport {
        violations = List.copyOf(violations);
        counts = Map.copyOf(counts);
    }

    /** Whether there may be more than it contains. */
    public boolean truncated() {
        return next.isPresent();
    }

    public long count(InvariantViolation.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }
}
