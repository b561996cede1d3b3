package io.muster.live;

import java.util.HashMap;
import java.util.Map;

/** Up to where something of a manager's events could not be told. Touched by the {@link LiveLoop} alone. */
final class Gaps {
    private final Map<String, StreamPosition> lastByManager = new HashMap<>();

    void add(String managerId, StreamPosition position) {
        lastByManager.merge(managerId, position, StreamPosition::later);
    }

    /** Whether a listener that has seen all up to a place may have missed something. */
    boolean concern(Listener listener, ResumePoint seen) {
        return lastByManager.entrySet().stream()
                .anyMatch(gap ->
                        listener.mayHearOf(gap.getKey()) && seen.position().compareTo(gap.getValue()) < 0);
    }

    /** Forgets those before a place from which nobody goes on any more. */
    void dropUpTo(StreamPosition position) {
        lastByManager.values().removeIf(gap -> gap.compareTo(position) <= 0);
    }
}
