package io.muster.respond;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.muster.event.Request;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** A command on its way to an answer. Whoever asked waits for it, or has hung up: the command goes on either way. */
final class Ticket {
    private final Request request;
    private final Deadline deadline;
    private final Span span;
    private final CompletableFuture<Outcome> answer = new CompletableFuture<>();
    private volatile int batch;

    /**
     * A command that has just come.
     *
     * @param deadline until when it may queue
     * @param span of whoever sent it, for those who follow it
     */
    Ticket(Request request, Deadline deadline, Span span) {
        this.request = request;
        this.deadline = deadline;
        this.span = span;
    }

    /** A command that nobody follows. */
    Ticket(Request request, Deadline deadline) {
        this(request, deadline, Span.getInvalid());
    }

    /** It is being decided, together with others. */
    void inBatchOf(int commands) {
        batch = commands;
    }

    /** How many were decided together; 0 if it never came to that. */
    int batch() {
        return batch;
    }

    Request request() {
        return request;
    }

    Deadline deadline() {
        return deadline;
    }

    Span span() {
        return span;
    }

    /** Answers it; only the first answer counts. */
    void answer(Outcome outcome) {
        answer.complete(outcome);
    }

    /** Gives up on it; only the first answer counts. */
    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    void fail(NotDone.Reason reason) {
        fail(NotDone.of(reason));
    }

    /** Tells of the answer, an outcome or a failure, once. */
    void onAnswer(BiConsumer<@Nullable Outcome, @Nullable Throwable> task) {
        answer.whenComplete(task);
    }

    /** The answer. Cancelling it cancels nothing but the waiting. */
    Uni<Outcome> outcome() {
        return Uni.createFrom()
                .emitter(asker -> answer.whenComplete((outcome, failure) -> {
                    if (failure == null) {
                        asker.complete(outcome);
                    } else {
                        asker.fail(failure);
                    }
                }));
    }
}
