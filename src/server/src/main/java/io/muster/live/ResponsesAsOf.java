package io.muster.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.muster.event.Role;
import io.muster.event.StaffEntry;
import io.muster.live.step.LiveEvent;
import io.muster.live.step.Step;
import org.bson.types.ObjectId;

/**
 * People's responses as of each of some steps. The cached events are newer, so a person's steps are first undone and
 * then applied again one by one.
 */
final class ResponsesAsOf {
    private final Function<ObjectId, Optional<LiveEvent>> now;
    private final Map<Place, Optional<StaffEntry>> then = new HashMap<>();

    /**
     * @param steps the steps, in order: all that concern the people who will be asked for, up to now
     * @param now the events in their current state
     */
    ResponsesAsOf(Iterable<Step> steps, Function<ObjectId, Optional<LiveEvent>> now) {
        this.now = now;
        for (Step step : steps) {
            step.line().userKey().ifPresent(userKey -> then.putIfAbsent(place(step, userKey), step.responseBefore()));
        }
    }

    private record Place(ObjectId event, String userKey) {}

    /** The person's response before the steps not passed yet. */
    Optional<StaffEntry> of(ObjectId event, String userKey) {
        Optional<StaffEntry> known = then.get(new Place(event, userKey));
        return known != null ? known : now.apply(event).flatMap(live -> live.currentResponse(userKey));
    }

    /** The response after the step of a person whom it does not concern: it follows a role's new name. */
    static Optional<StaffEntry> after(Step step, Optional<StaffEntry> response) {
        return step.line()
                .change()
                .patch()
                .roles()
                .map(Role::namesByKey)
                .map(names -> response.map(entry -> entry.renamed(names)))
                .orElse(response);
    }

    /** Passes a step. */
    void pass(Step step) {
        step.line().userKey().ifPresent(userKey -> then.put(place(step, userKey), step.responseAfter()));
        if (step.line().change().patch().roles().isPresent()) {
            then.replaceAll((place, response) ->
                    place.event().equals(step.line().eventId()) ? after(step, response) : response);
        }
    }

    private static Place place(Step step, String userKey) {
        return new Place(step.line().eventId(), userKey);
    }
}
