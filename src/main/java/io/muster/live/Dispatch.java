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

import io.muster.event.AudienceKeys;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import org.bson.types.ObjectId;

/** Some steps on their way to those who are to be told as they happen; each receives its frames all at once. */
final class Dispatch {
    private final Topics topics;
    private final Function<ObjectId, Optional<LiveEvent>> events;
    private final List<Step> steps;
    private final Telling telling;
    private final Map<Event, Set<Listener>> staffOfHead = new IdentityHashMap<>();
    private final Map<Listener, List<Frame>> told = new LinkedHashMap<>();

    /** @param events the events as they are after the last of the steps */
    Dispatch(Topics topics, Function<ObjectId, Optional<LiveEvent>> events, Frames frames, List<Step> steps) {
        this.topics = topics;
        this.events = events;
        this.steps = steps;
        this.telling = Telling.now(frames, new Standings(steps, events));
    }

    void send() {
        for (Step step : steps) {
            topics.of(Listener.ofManager(step.line().managerId())).forEach(listener -> tell(step, listener));
            staff(step).forEach(listener -> tell(step, listener));
            telling.pass(step);
        }
        told.forEach((listener, frames) -> listener.subscriber().take(List.copyOf(frames)));
    }

    private void tell(Step step, Listener listener) {
        if (!listener.isToldOf(step)) {
            return;
        }
        List<Frame> frames = telling.of(step, listener);
        if (!frames.isEmpty()) {
            told.computeIfAbsent(listener, first -> new ArrayList<>()).addAll(frames);
        }
    }

    /** Those who may be told; what each is, if anything, is for {@link Sight} to say. */
    private Set<Listener> staff(Step step) {
        if (step.headBefore().filter(head -> head == step.head()).isPresent()) {
            // A burst of responses meets the same audience a thousand times.
            return staffOfHead.computeIfAbsent(step.head(), head -> found(step));
        }
        return found(step);
    }

    private Set<Listener> found(Step step) {
        Set<Listener> found = new LinkedHashSet<>();
        step.headBefore().ifPresent(head -> byAudience(head, found));
        byAudience(step.head(), found);
        if (!isForAll(step)) {
            peopleIn(step.line().eventId()).forEach(userKey -> found.addAll(topics.of(AudienceKeys.ofPerson(userKey))));
        }
        return found;
    }

    private void byAudience(Event head, Set<Listener> found) {
        AudienceKeys.of(head).forEach(key -> found.addAll(topics.of(key)));
    }

    /** Then those who are in are among those found by the audience already. */
    private static boolean isForAll(Step step) {
        return step.headBefore().filter(Dispatch::isForAll).isPresent() && isForAll(step.head());
    }

    private static boolean isForAll(Event head) {
        return head.status() != EventStatus.DRAFT
                && !head.deleted()
                && head.audience().isEveryone();
    }

    /** Who is in the event after the last step, and who came or went meanwhile. */
    private Set<String> peopleIn(ObjectId eventId) {
        Set<String> people = new LinkedHashSet<>();
        events.apply(eventId).ifPresent(event -> event.accepted().forEach(entry -> people.add(entry.userKey())));
        steps.stream()
                .filter(step -> step.line().eventId().equals(eventId))
                .forEach(step -> step.line().userKey().ifPresent(people::add));
        return people;
    }
}
