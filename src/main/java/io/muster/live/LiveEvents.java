package io.muster.live;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import org.bson.types.ObjectId;

/** The events of which the stream has told lately, as far as it has come. Touched by the {@link LiveLoop} alone. */
@Singleton
final class LiveEvents {
    private static final int MOST_BROKEN = 10_000;

    private final Map<ObjectId, LiveEvent> events = new HashMap<>();

    /** Events that cannot be told of; the oldest are forgotten, and would be found out again. */
    private final Set<ObjectId> broken = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ObjectId, Boolean> eldest) {
            return size() > MOST_BROKEN;
        }
    });

    /** The event, if the stream has told of it since it began or since it was forgotten, and its journal is whole. */
    Optional<LiveEvent> of(ObjectId eventId) {
        return Optional.ofNullable(events.get(eventId));
    }

    /** Nothing of the event is kept any more. Told of again, it is read again. */
    void forget(ObjectId eventId) {
        events.remove(eventId);
    }

    void put(ObjectId eventId, LiveEvent event) {
        events.put(eventId, event);
    }

    /** The event cannot go on. @return whether that is news */
    boolean breakOff(ObjectId eventId) {
        events.remove(eventId);
        return broken.add(eventId);
    }

    boolean isBroken(ObjectId eventId) {
        return broken.contains(eventId);
    }

    /** The stream begins anew. */
    void clear() {
        events.clear();
        broken.clear();
    }
}
