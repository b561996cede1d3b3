package io.muster.respond;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.muster.store.OnContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.bson.types.ObjectId;

/**
 * Finds out which events exist, before a lane is opened. One look-up runs at a time, and questions that arrive
 * meanwhile share the next one. So a question is answered by a look-up that began after it, and a flood of unknown ids
 * takes one connection.
 */
final class EventExistence {
    private final Function<Set<ObjectId>, Uni<Set<ObjectId>>> existing;
    private final int capacity;
    private List<Question> waiting = new ArrayList<>();
    private boolean busy;

    /**
     * Idle.
     *
     * @param existing returns those of the given ids that are events and not deleted
     * @param capacity the most waiting questions; beyond, they are refused as overloaded
     */
    EventExistence(Function<Set<ObjectId>, Uni<Set<ObjectId>>> existing, int capacity) {
        this.existing = existing;
        this.capacity = capacity;
    }

    private record Question(ObjectId eventId, UniEmitter<? super Boolean> asker) {}

    /** Whether an event exists, deleted or not: what a key recorded at it is told after its end too. */
    Uni<Boolean> exists(ObjectId eventId) {
        return OnContext.uni(Uni.createFrom().<Boolean>emitter(asker -> ask(new Question(eventId, asker))));
    }

    private void ask(Question question) {
        if (!enqueue(question)) {
            question.asker().fail(UndecidedException.of(UndecidedException.Reason.OVERLOADED));
            return;
        }
        next();
    }

    private synchronized boolean enqueue(Question question) {
        return waiting.size() < capacity && waiting.add(question);
    }

    private void next() {
        List<Question> asked = takeUnlessBusy();
        if (!asked.isEmpty()) {
            lookUp(asked);
        }
    }

    private synchronized List<Question> takeUnlessBusy() {
        if (busy || waiting.isEmpty()) {
            return List.of();
        }
        busy = true;
        List<Question> asked = waiting;
        waiting = new ArrayList<>();
        return asked;
    }

    private void lookUp(List<Question> asked) {
        Set<ObjectId> ids = asked.stream().map(Question::eventId).collect(Collectors.toSet());
        Uni.createFrom()
                .deferred(() -> existing.apply(ids))
                .eventually(this::free)
                .subscribe()
                .with(
                        found -> asked.forEach(
                                question -> question.asker().complete(found.contains(question.eventId()))),
                        failure -> asked.forEach(
                                question -> question.asker().fail(UndecidedException.ofNothingRecorded(failure))));
    }

    private void free() {
        synchronized (this) {
            busy = false;
        }
        next();
    }
}
