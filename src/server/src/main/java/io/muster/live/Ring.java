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

import io.muster.live.step.LiveEvents;
import io.muster.live.step.LiveLoop;
import io.muster.live.step.LiveSettings;
import io.muster.live.step.ResumeToken;
import io.muster.live.step.Step;
import io.muster.live.step.StepWeight;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the last minutes, for clients that resume. It contains every step above its floor. Bounded by number, age and
 * size. Used on the {@link LiveLoop} only.
 */
final class Ring {
    private final int maxSteps;
    private final long maxWeight;
    private final Duration maxAge;
    private final LiveEvents events;

    private final TreeMap<ResumeToken, Step> steps = new TreeMap<>();
    private final Map<String, Deque<Step>> byPerson = new HashMap<>();
    private final Map<ObjectId, Kept> held = new HashMap<>();
    private ResumeToken floor;
    private long weight;

    /** An event with steps in the ring: their number, and the event's weight at the last of them. */
    private record Kept(int steps, int weight) {}

    /**
     * @param floor nothing at or before it will be added
     * @param events drops every event whose last step has been removed
     */
    Ring(LiveSettings settings, ResumeToken floor, LiveEvents events) {
        this.maxSteps = settings.ringEntries();
        this.maxWeight = settings.ringSize().asLongValue();
        this.maxAge = settings.ringAge();
        this.floor = floor;
        this.events = events;
    }

    /** Adds the next steps of the stream, then removes the oldest ones beyond the limits. */
    void add(List<Step> next) {
        // Add everything first: an event whose old step is removed may have a new one here.
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

    private Kept oneMore(ObjectId eventId, @Nullable Kept before) {
        int worth = events.of(eventId).map(StepWeight::of).orElse(0);
        weight += worth - (before == null ? 0 : before.weight);
        return new Kept(before == null ? 1 : before.steps + 1, worth);
    }

    /** Removes steps that are too old. */
    void age(Instant now) {
        Instant oldest = now.minus(maxAge);
        while (!steps.isEmpty() && steps.firstEntry().getValue().line().at().isBefore(oldest)) {
            removeFirst();
        }
    }

    /** Nothing at or before this position is in the ring. */
    ResumeToken floor() {
        return floor;
    }

    /** Whether everything a client has not seen is still in the ring. */
    boolean reachesBackTo(LastEventId point) {
        int above = point.position().compareTo(floor);
        return above > 0 || (above == 0 && !point.isWithinStep());
    }

    /** What a client has not seen, in order; a view of the ring. */
    Collection<Step> after(LastEventId point) {
        return steps.tailMap(point.position(), point.isWithinStep()).values();
    }

    /** The steps that a client has not seen and that concern one person, in order. */
    List<Step> about(String userKey, LastEventId point) {
        return byPerson.getOrDefault(userKey, new ArrayDeque<>()).stream()
                .filter(step -> point.isBefore(step.position()))
                .toList();
    }

    /** The estimated size in bytes. */
    long weight() {
        return weight;
    }

    private void removeFirst() {
        Step step = steps.pollFirstEntry().getValue();
        floor = step.position();
        weight -= StepWeight.of(step);
        step.line().userKey().ifPresent(this::removeFirstOf);
        held.compute(step.line().eventId(), this::oneLess);
    }

    private @Nullable Kept oneLess(ObjectId eventId, @Nullable Kept before) {
        if (before != null && before.steps > 1) {
            return new Kept(before.steps - 1, before.weight);
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
