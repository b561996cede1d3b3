package io.muster.respond;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.bson.types.ObjectId;

/**
 * Finds out which events exist, before a lane is opened for one. There is one look-up at a time; whatever is asked
 * meanwhile goes together in the next. So a question is answered by a look-up that began after it, and a flood of
 * unknown ids takes one connection.
 */
final class LookUps {
    private final Function<Set<ObjectId>, Uni<Set<ObjectId>>> existing;
    private final int capacity;
    private List<Question> waiting = new ArrayList<>();
    private boolean busy;

    /**
     * Idle.
     *
     * @param existing gives those of some ids that are events, not deleted
     * @param capacity the most questions that wait; beyond, they are refused as overloaded
     */
    LookUps(Function<Set<ObjectId>, Uni<Set<ObjectId>>> existing, int capacity) {
        this.existing = existing;
        this.capacity = capacity;
    }

    private record Question(ObjectId eventId, UniEmitter<? super Boolean> asker) {}

    /** Whether an event exists and is not deleted. */
    Uni<Boolean> exists(ObjectId eventId) {
        return OnContext.uni(Uni.createFrom().<Boolean>emitter(asker -> ask(new Question(eventId, asker))));
    }

    private void ask(Question question) {
        if (!enqueue(question)) {
            question.asker().fail(NotDone.of(NotDone.Reason.OVERLOADED));
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
                        failure -> asked.forEach(question -> question.asker().fail(Failures.notRecorded(failure))));
    }

    private void free() {
        synchronized (this) {
            busy = false;
        }
        next();
    }
}
