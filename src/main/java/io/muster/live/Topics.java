package io.muster.live;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Who listens to what, by the topic's text: finds those to be told without asking everybody. */
final class Topics {
    private final Map<String, Set<Listener>> listeners = new HashMap<>();

    void add(Listener listener, Collection<String> topics) {
        for (String topic : topics) {
            listeners.computeIfAbsent(topic, added -> new LinkedHashSet<>()).add(listener);
        }
    }

    void remove(Listener listener, Collection<String> topics) {
        for (String topic : topics) {
            listeners.computeIfPresent(topic, (key, set) -> {
                set.remove(listener);
                return set.isEmpty() ? null : set;
            });
        }
    }

    /** Those who listen to a topic. */
    Set<Listener> of(String topic) {
        return listeners.getOrDefault(topic, Set.of());
    }
}
