package io.muster.respond;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.muster.event.KeyedCommand;
import io.muster.respond.transaction.Deadline;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.vertx.core.impl.ContextInternal;
import org.jspecify.annotations.Nullable;

/** A command that waits for its answer. It goes on even if its caller has disconnected. */
final class PendingCommand {
    private final KeyedCommand request;
    private final Deadline deadline;
    private final Span span;
    private final @Nullable ContextInternal sender = HandOver.here();
    private final CompletableFuture<Outcome> answer = new CompletableFuture<>();
    private volatile int batch;

    /**
     * A new command.
     *
     * @param deadline until when it may queue
     * @param span the span of the request
     */
    PendingCommand(KeyedCommand request, Deadline deadline, Span span) {
        this.request = request;
        this.deadline = deadline;
        this.span = span;
    }

    /** A command without a trace. */
    PendingCommand(KeyedCommand request, Deadline deadline) {
        this(request, deadline, Span.getInvalid());
    }

    /** The context of an event loop that it was sent on; null for another thread. */
    @Nullable
    ContextInternal sender() {
        return sender;
    }

    /** The ticket is in a batch of this size. */
    void inBatchOf(int commands) {
        batch = commands;
    }

    /** The size of its batch; 0 if it never was in one. */
    int batch() {
        return batch;
    }

    KeyedCommand request() {
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

    /** Fails it; only the first answer counts. */
    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    void fail(UndecidedException.Reason reason) {
        fail(UndecidedException.of(reason));
    }

    /** Tells of what became of it, an outcome or the failure of this very try, once. */
    void onAnswer(BiConsumer<@Nullable Outcome, @Nullable Throwable> task) {
        answer.whenComplete(task);
    }

    /** The answer to whoever sent it. Cancelling it cancels nothing but the waiting. */
    Uni<Outcome> outcome() {
        return Uni.createFrom()
                .emitter(asker -> answer.whenComplete((outcome, failure) -> {
                    if (failure == null) {
                        asker.complete(outcome);
                    } else {
                        asker.fail(toldToSender(failure));
                    }
                }));
    }

    private Throwable toldToSender(Throwable failure) {
        return request.repeatable() && failure instanceof UndecidedException
                ? UndecidedException.toRepeatable(failure)
                : failure;
    }
}
