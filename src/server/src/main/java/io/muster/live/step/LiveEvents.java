package io.muster.live.step;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.bson.types.ObjectId;

/**
 * Cache of the events the stream has delivered lately, in the state the stream has reached. Used on the {@link
 * LiveLoop} only.
 */
@Singleton
public final class LiveEvents {
    /** How long an event that could not be read is left alone: whoever mends it does not have to restart anything. */
    static final Duration REST = Duration.ofSeconds(30);

    private static final int MOST_REMEMBERED = 10_000;

    private final LongSupplier nanos;
    private final Map<ObjectId, LiveEvent> events = new HashMap<>();

    /** When events that could not be read were given up; the oldest are forgotten, and would be found out again. */
    private final Map<ObjectId, Long> broken = latest();

    /** Events of which the log has said that something of theirs cannot be read. */
    private final Set<ObjectId> named = Collections.newSetFromMap(latest());

    @Inject
    public LiveEvents() {
        this(System::nanoTime);
    }

    LiveEvents(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private static <T> Map<ObjectId, T> latest() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ObjectId, T> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };
    }

    /** The event, if the stream has told of it since it began or since it was forgotten, and it could be followed. */
    public Optional<LiveEvent> of(ObjectId eventId) {
        return Optional.ofNullable(events.get(eventId));
    }

    /** Drops the event. It is read again when needed. */
    public void forget(ObjectId eventId) {
        events.remove(eventId);
    }

    public void put(ObjectId eventId, LiveEvent event) {
        events.put(eventId, event);
    }

    /** The event could not be read: it is not tried again for a while. */
    public void breakOff(ObjectId eventId) {
        events.remove(eventId);
        broken.remove(eventId);
        broken.put(eventId, nanos.getAsLong());
    }

    public boolean isBroken(ObjectId eventId) {
        Long since = broken.get(eventId);
        return since != null && nanos.getAsLong() - since < REST.toNanos();
    }

    /** Whether the log has not named the event yet; it will have. */
    public boolean isToBeNamed(ObjectId eventId) {
        return named.add(eventId);
    }

    /** The stream restarts. */
    public void clear() {
        events.clear();
        broken.clear();
    }
}
