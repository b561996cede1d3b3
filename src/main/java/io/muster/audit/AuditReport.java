package io.muster.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bson.types.ObjectId;

/**
 * What an audit found.
 *
 * @param checked how many events it judged, tombstones among them
 * @param violations the first it found, by event
 * @param counts how many of each kind it found, all of them
 * @param cut whether it found more than it lists
 * @param next where it stopped before the last event: the last one it judged
 */
public record AuditReport(
        long checked,
        List<Violation> violations,
        Map<Violation.Kind, Long> counts,
        boolean cut,
        Optional<ObjectId> next) {
    public AuditReport {
        violations = List.copyOf(violations);
        counts = Map.copyOf(counts);
    }

    /** Whether there may be more than it says. */
    public boolean truncated() {
        return cut || next.isPresent();
    }

    public long count(Violation.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }
}
