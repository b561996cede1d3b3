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
import java.util.function.Consumer;

import org.bson.types.ObjectId;

/**
 * The steps of the last minutes, for those who come back: everything above its floor, nothing else. Bounded by number, age
 * and size. Touched by the {@link LiveLoop} alone.
 */
final class Ring {
    private final int maxSteps;
    private final long maxWeight;
    private final Duration maxAge;
    private final Consumer<ObjectId> eventLeft;

    private final TreeMap<StreamPosition, Step> steps = new TreeMap<>();
    private final Map<String, Deque<Step>> byPerson = new HashMap<>();
    private final Map<ObjectId, Integer> stepsOfEvent = new HashMap<>();
    private StreamPosition floor;
    private long weight;

    /**
     * @param floor nothing at or before it will be added
     * @param eventLeft is told of every event whose last step has left
     */
    Ring(LiveSettings settings, StreamPosition floor, Consumer<ObjectId> eventLeft) {
        this.maxSteps = settings.ringEntries();
        this.maxWeight = settings.ringSize().asLongValue();
        this.maxAge = settings.ringAge();
        this.floor = floor;
        this.eventLeft = eventLeft;
    }

    /** Adds what comes next in the stream. */
    void add(Step step) {
        steps.put(step.position(), step);
        weight += StepWeight.of(step);
        stepsOfEvent.merge(step.line().eventId(), 1, Integer::sum);
        step.line()
                .userKey()
                .ifPresent(userKey -> byPerson.computeIfAbsent(userKey, added -> new ArrayDeque<>())
                        .add(step));
        while (steps.size() > maxSteps || (weight > maxWeight && !steps.isEmpty())) {
            removeFirst();
        }
    }

    /** Lets go of what is too old at a moment. */
    void age(Instant now) {
        Instant oldest = now.minus(maxAge);
        while (!steps.isEmpty() && steps.firstEntry().getValue().line().at().isBefore(oldest)) {
            removeFirst();
        }
    }

    /** Lets go of everything up to a place: something there is missing. */
    void dropUpTo(StreamPosition position) {
        while (!steps.isEmpty() && steps.firstKey().compareTo(position) <= 0) {
            removeFirst();
        }
        floor = position;
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

    int size() {
        return steps.size();
    }

    private void removeFirst() {
        Step step = steps.pollFirstEntry().getValue();
        floor = step.position();
        weight -= StepWeight.of(step);
        step.line().userKey().ifPresent(this::removeFirstOf);
        if (stepsOfEvent.merge(step.line().eventId(), -1, Integer::sum) == 0) {
            stepsOfEvent.remove(step.line().eventId());
            eventLeft.accept(step.line().eventId());
        }
    }

    private void removeFirstOf(String userKey) {
        byPerson.computeIfPresent(userKey, (key, own) -> {
            own.removeFirst();
            return own.isEmpty() ? null : own;
        });
    }
}
