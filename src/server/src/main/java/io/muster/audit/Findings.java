package io.muster.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.audit.InvariantViolation.Kind;
import org.bson.types.ObjectId;

/** The findings of an audit so far. Not thread-safe. */
final class Findings {
    private final int keep;
    private final List<InvariantViolation> kept = new ArrayList<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private ObjectId position;
    private long checked;
    private boolean complete;

    /**
     * @param keep the number of violations after which no more are kept; those of a page are kept completely or not at
     *     all
     */
    Findings(ObjectId after, int keep) {
        this.position = after;
        this.keep = keep;
        for (Kind kind : Kind.values()) {
            counts.put(kind, 0L);
        }
    }

    /** A page has been checked, with these violations. */
    void went(Page page, List<InvariantViolation> violations, boolean last) {
        violations.forEach(violation -> counts.merge(violation.kind(), 1L, Long::sum));
        if (!isFull()) {
            kept.addAll(violations);
        }
        position = page.position();
        checked += page.checked();
        complete = last;
    }

    ObjectId position() {
        return position;
    }

    boolean isComplete() {
        return complete;
    }

    /** Whether no more are kept. */
    boolean isFull() {
        return kept.size() >= keep;
    }

    AuditReport report() {
        return new AuditReport(checked, kept, counts, complete ? Optional.empty() : Optional.of(position));
    }
}
