package io.muster.live;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.muster.event.AudienceKeys;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.Response;
import io.muster.live.step.LiveEvent;
import io.muster.live.step.Step;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/** Sends steps as they happen; each listener receives its frames in one call. */
final class Dispatch {
    private static final Logger LOG = Logger.getLogger(Dispatch.class);

    private final Topics topics;
    private final Function<ObjectId, Optional<LiveEvent>> events;
    private final List<Step> steps;
    private final StepFrames telling;
    private final Map<Event, Set<Listening>> staffOfHead = new IdentityHashMap<>();
    private final Map<Listening, List<Frame>> told = new LinkedHashMap<>();

    /** @param events the events in the state after the last of the steps */
    Dispatch(Topics topics, Function<ObjectId, Optional<LiveEvent>> events, Frames frames, List<Step> steps) {
        this.topics = topics;
        this.events = events;
        this.steps = steps;
        this.telling = StepFrames.now(frames, new ResponsesAsOf(steps, events));
    }

    /**
     * Makes the frames. To be called once.
     *
     * @return the steps whose frames cannot be rendered, because their content is invalid; they are sent to nobody
     */
    List<Step> make() {
        List<Step> untold = new ArrayList<>();
        for (Step step : steps) {
            try {
                made(step)
                        .forEach((listener, frames) -> told.computeIfAbsent(listener, first -> new ArrayList<>())
                                .addAll(frames));
            } catch (RuntimeException broken) {
                LOG.errorf(
                        broken,
                        "event=stream outcome=step_broken eventId=%s version=%d",
                        step.line().eventId(),
                        step.line().version());
                untold.add(step);
            }
            telling.pass(step);
        }
        return untold;
    }

    /** Sends the frames. */
    void send() {
        told.forEach((listener, frames) -> listener.subscriber().take(List.copyOf(frames)));
    }

    private Map<Listening, List<Frame>> made(Step step) {
        Set<Listening> mayBeTold =
                new LinkedHashSet<>(topics.of(Listening.ofManager(step.line().managerId())));
        mayBeTold.addAll(staff(step));
        Map<Listening, List<Frame>> made = new LinkedHashMap<>();
        for (Listening listener : mayBeTold) {
            List<Frame> frames = listener.isToldOf(step) ? telling.of(step, listener) : List.of();
            if (!frames.isEmpty()) {
                made.put(listener, frames);
            }
        }
        return made;
    }

    /** The listeners who may receive frames; {@link FrameRules} decides which. */
    private Set<Listening> staff(Step step) {
        if (step.headBefore().filter(head -> head == step.head()).isPresent()) {
            // The audience is cached: it is the same for a burst of responses.
            return staffOfHead.computeIfAbsent(step.head(), head -> found(step));
        }
        return found(step);
    }

    private Set<Listening> found(Step step) {
        Set<Listening> found = new LinkedHashSet<>();
        step.headBefore().ifPresent(head -> byAudience(head, found));
        byAudience(step.head(), found);
        if (!isForAll(step)) {
            peopleIn(step.line().eventId()).forEach(userKey -> found.addAll(topics.of(AudienceKeys.ofPerson(userKey))));
        }
        return found;
    }

    private void byAudience(Event head, Set<Listening> found) {
        AudienceKeys.of(head).forEach(key -> found.addAll(topics.of(key)));
    }

    /** Whether the event is for everyone before and after the step. The audience then includes those who are in or on standby. */
    private static boolean isForAll(Step step) {
        return step.headBefore().filter(Dispatch::isForAll).isPresent() && isForAll(step.head());
    }

    private static boolean isForAll(Event head) {
        return head.status() != EventStatus.DRAFT
                && !head.deleted()
                && head.audience().isEveryone();
    }

    /** Those who are in or on standby after the last step, and those who were added or removed by the steps. */
    private Set<String> peopleIn(ObjectId eventId) {
        Set<String> people = new LinkedHashSet<>();
        events.apply(eventId)
                .ifPresent(event -> Stream.of(Response.values())
                        .filter(Response::keepsSight)
                        .forEach(response -> event.people(response).forEach(entry -> people.add(entry.userKey()))));
        steps.stream()
                .filter(step -> step.line().eventId().equals(eventId))
                .forEach(step -> step.line().userKey().ifPresent(people::add));
        return people;
    }
}
