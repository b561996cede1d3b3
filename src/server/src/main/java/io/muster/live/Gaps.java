package io.muster.live;

import java.util.HashMap;
import java.util.Map;

import io.muster.live.step.LiveLoop;
import io.muster.live.step.ResumeToken;

/** The positions up to which frames of a manager's events could not be sent. Used on the {@link LiveLoop} only. */
final class Gaps {
    private final Map<String, ResumeToken> lastByManager = new HashMap<>();

    void add(String managerId, ResumeToken position) {
        lastByManager.merge(managerId, position, ResumeToken::later);
    }

    /** Whether a listener that has seen everything up to a position may have missed a frame. */
    boolean concern(Listening listener, LastEventId seen) {
        return lastByManager.entrySet().stream()
                .anyMatch(gap -> listener.mayHearOf(gap.getKey()) && seen.isBefore(gap.getValue()));
    }

    /** Removes the gaps before a position from which nobody can resume. */
    void dropUpTo(ResumeToken position) {
        lastByManager.values().removeIf(gap -> gap.compareTo(position) <= 0);
    }
}
