package io.muster.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Listeners by topic, so that a step need not be checked against all of them. */
final class Topics {
    private final Map<String, Set<Listening>> listeners = new HashMap<>();

    void add(Listening listener, Collection<String> topics) {
        for (String topic : topics) {
            listeners.computeIfAbsent(topic, added -> new LinkedHashSet<>()).add(listener);
        }
    }

    void remove(Listening listener, Collection<String> topics) {
        for (String topic : topics) {
            listeners.computeIfPresent(topic, (key, set) -> {
                set.remove(listener);
                return set.isEmpty() ? null : set;
            });
        }
    }

    /** The listeners of a topic. */
    Set<Listening> of(String topic) {
        return listeners.getOrDefault(topic, Set.of());
    }
}
