package io.muster.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the last minutes, for those who come back: everything above its floor, nothing else. Bounded by number, age
 * and size. Touched by the {@link LiveLoop} alone.
 */
final class Ring {
    private final int maxSteps;
    private final long maxWeight;
    private final Duration maxAge;
    private final LiveEvents events;

    private final TreeMap<StreamPosition, Step> steps = new TreeMap<>();
    private final Map<String, Deque<Step>> byPerson = new HashMap<>();
    private final Map<ObjectId, Held> held = new HashMap<>();
    private StreamPosition floor;
    private long weight;

    /** An event of which steps are here: how many, and what the event itself was worth when the last of them came. */
    private record Held(int steps, int weight) {}

    /**
     * @param floor nothing at or before it will be added
     * @param events forgets every event whose last step has left
     */
    Ring(LiveSettings settings, StreamPosition floor, LiveEvents events) {
        this.maxSteps = settings.ringEntries();
        this.maxWeight = settings.ringSize().asLongValue();
        this.maxAge = settings.ringAge();
        this.floor = floor;
        this.events = events;
    }

    /** Adds what comes next in the stream, and then lets go of the oldest of what is too much. */
    void add(List<Step> next) {
        // All of it first: an event whose old step goes may have a new one here.
        next.forEach(this::add);
        while (steps.size() > maxSteps || (weight > maxWeight && !steps.isEmpty())) {
            removeFirst();
        }
    }

    private void add(Step step) {
        steps.put(step.position(), step);
        weight += StepWeight.of(step);
        held.compute(step.line().eventId(), this::oneMore);
        step.line()
                .userKey()
                .ifPresent(userKey -> byPerson.computeIfAbsent(userKey, added -> new ArrayDeque<>())
                        .add(step));
    }

    private Held oneMore(ObjectId eventId, @Nullable Held before) {
        int worth = events.of(eventId).map(StepWeight::of).orElse(0);
        weight += worth - (before == null ? 0 : before.weight);
        return new Held(before == null ? 1 : before.steps + 1, worth);
    }

    /** Lets go of what is too old at a moment. */
    void age(Instant now) {
        Instant oldest = now.minus(maxAge);
        while (!steps.isEmpty() && steps.firstEntry().getValue().line().at().isBefore(oldest)) {
            removeFirst();
        }
    }

    /** Nothing at or before it is here. */
    StreamPosition floor() {
        return floor;
    }

    /** Whether all that a client has not seen is still here. */
    boolean reachesBackTo(ResumePoint point) {
        int above = point.position().compareTo(floor);
        return above > 0 || (above == 0 && !point.isWithinStep());
    }

    /** What a client has not seen, in order; changes with the ring. */
    Collection<Step> after(ResumePoint point) {
        return steps.tailMap(point.position(), point.isWithinStep()).values();
    }

    /** Of what a client has not seen, the steps that one person is concerned by, in order. */
    List<Step> about(String userKey, ResumePoint point) {
        return byPerson.getOrDefault(userKey, new ArrayDeque<>()).stream()
                .filter(step -> point.isBefore(step.position()))
                .toList();
    }

    private void removeFirst() {
        Step step = steps.pollFirstEntry().getValue();
        floor = step.position();
        weight -= StepWeight.of(step);
        step.line().userKey().ifPresent(this::removeFirstOf);
        held.compute(step.line().eventId(), this::oneLess);
    }

    private @Nullable Held oneLess(ObjectId eventId, @Nullable Held before) {
        if (before != null && before.steps > 1) {
            return new Held(before.steps - 1, before.weight);
        }
        weight -= before == null ? 0 : before.weight;
        events.forget(eventId);
        return null;
    }

    private void removeFirstOf(String userKey) {
        byPerson.computeIfPresent(userKey, (key, own) -> {
            own.removeFirst();
            return own.isEmpty() ? null : own;
        });
    }
}
