package io.muster.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bson.types.ObjectId;

/**
 * What an audit found.
 *
 * @param checked how many events it judged, tombstones among them
 * @param violations all it found, by event; none where it only counts
 * @param counts how many of each kind it found, all of them
 * @param next where it stopped before the last event: the last one it judged
 */
public record AuditReport(
        long checked, List<Violation> violations, Map<Violation.Kind, Long> counts, Optional<ObjectId> next) {
    public AuditReport {
        violations = List.copyOf(violations);
        counts = Map.copyOf(counts);
    }

    /** Whether there may be more than it says. */
    public boolean truncated() {
        return next.isPresent();
    }

    public long count(Violation.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }
}
