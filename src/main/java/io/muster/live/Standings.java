package io.muster.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.muster.event.StaffEntry;
import org.bson.types.ObjectId;

/**
 * How people stood on events while some steps happened. The events themselves have gone on since; what a person's steps
 * undo is taken back first and done again step by step.
 */
final class Standings {
    private final Function<ObjectId, Optional<LiveEvent>> now;
    private final Map<Place, Optional<StaffEntry>> then = new HashMap<>();

    /**
     * @param steps the steps to be gone through, in order: all of them that concern the people who will be asked for, up to now
     * @param now the events as they are now
     */
    Standings(Iterable<Step> steps, Function<ObjectId, Optional<LiveEvent>> now) {
        this.now = now;
        for (Step step : steps) {
            step.line().userKey().ifPresent(userKey -> then.putIfAbsent(place(step, userKey), step.standingBefore()));
        }
    }

    private record Place(ObjectId event, String userKey) {}

    /** The person's response before the steps not gone through yet. */
    Optional<StaffEntry> of(ObjectId event, String userKey) {
        Optional<StaffEntry> known = then.get(new Place(event, userKey));
        return known != null ? known : now.apply(event).flatMap(live -> live.standing(userKey));
    }

    /** Goes on by a step. */
    void pass(Step step) {
        step.line().userKey().ifPresent(userKey -> then.put(place(step, userKey), step.standingAfter()));
    }

    private static Place place(Step step, String userKey) {
        return new Place(step.line().eventId(), userKey);
    }
}
