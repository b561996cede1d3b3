package io.muster.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.muster.audit.Violation.Kind;
import org.bson.types.ObjectId;

/** What an audit has come to so far. Not thread-safe. */
final class Findings {
    private final int keep;
    private final List<Violation> kept = new ArrayList<>();
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private ObjectId position;
    private long checked;
    private long found;
    private boolean complete;

    /** @param keep so many violations are kept, the first */
    Findings(ObjectId after, int keep) {
        this.position = after;
        this.keep = keep;
        for (Kind kind : Kind.values()) {
            counts.put(kind, 0L);
        }
    }

    void add(List<Violation> violations) {
        for (Violation violation : violations) {
            found++;
            counts.merge(violation.kind(), 1L, Long::sum);
            if (kept.size() < keep) {
                kept.add(violation);
            }
        }
    }

    /** A page has been judged. */
    void went(Page page, boolean last) {
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
        return new AuditReport(
                checked, kept, counts, found > kept.size(), complete ? Optional.empty() : Optional.of(position));
    }
}
