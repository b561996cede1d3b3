package io.muster.live;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
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
        this.telling = StepFrames.now(frames, new ResponsesAsOf(steps, events), steps);
    }

    /**
     * Makes the frames. To be called once.
     *
     * @return the steps whose frames cannot be rendered, because their content is invalid; they are sent to nobody
     */
    List<Step> make() {
        List<Step> untold = new ArrayList<>();
        for (Iterator<StepRun> runs = StepRun.of(steps.iterator(), Integer.MAX_VALUE); runs.hasNext(); ) {
            make(runs.next(), untold);
        }
        return untold;
    }

    private void make(StepRun run, List<Step> untold) {
        try {
            made(run)
                    .forEach((listener, frames) -> told.computeIfAbsent(listener, first -> new ArrayList<>())
                            .addAll(frames));
        } catch (RuntimeException broken) {
            if (run.steps().size() > 1) {
                // The others of the run are sent.
                run.singles().forEach(single -> make(single, untold));
                return;
            }
            LOG.errorf(
                    broken,
                    "event=stream outcome=step_broken eventId=%s version=%d",
                    run.first().line().eventId(),
                    run.first().line().version());
            untold.addAll(run.steps());
        }
        telling.pass(run);
    }

    /** Sends the frames. */
    void send() {
        told.forEach((listener, frames) -> listener.subscriber().take(List.copyOf(frames)));
    }

    private Map<Listening, List<Frame>> made(StepRun run) {
        Map<Listening, List<Frame>> made = new LinkedHashMap<>();
        add(run, topics.of(Listening.ofManager(run.first().line().managerId())), made);
        add(run, staff(run), made);
        return made;
    }

    private void add(StepRun run, Set<Listening> mayBeTold, Map<Listening, List<Frame>> made) {
        for (Listening listener : mayBeTold) {
            List<Frame> frames = listener.isToldOf(run) ? telling.of(run, listener) : List.of();
            if (!frames.isEmpty()) {
                made.put(listener, frames);
            }
        }
    }

    /** The listeners who may receive frames; {@link FrameRules} decides which. */
    private Set<Listening> staff(StepRun run) {
        Event head = run.last().head();
        if (run.first().headBefore().filter(before -> before == head).isPresent()) {
            // The audience is cached: it is the same for a burst of responses.
            return staffOfHead.computeIfAbsent(head, first -> found(run));
        }
        return found(run);
    }

    private Set<Listening> found(StepRun run) {
        Set<Listening> found = new LinkedHashSet<>();
        run.first().headBefore().ifPresent(head -> byAudience(head, found));
        byAudience(run.last().head(), found);
        if (!isForAll(run)) {
            peopleIn(run.first().line().eventId())
                    .forEach(userKey -> found.addAll(topics.of(AudienceKeys.ofPerson(userKey))));
        }
        return found;
    }

    private void byAudience(Event head, Set<Listening> found) {
        AudienceKeys.of(head).forEach(key -> found.addAll(topics.of(key)));
    }

    /** Whether the event is for everyone before and after it. The audience then includes those who are in or on standby. */
    private static boolean isForAll(StepRun run) {
        return run.first().headBefore().filter(Dispatch::isForAll).isPresent()
                && isForAll(run.last().head());
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
