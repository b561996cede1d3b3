package io.muster.respond;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import org.jspecify.annotations.Nullable;

/**
 * Brings the outcomes of a batch back to those who wait, each to the context that it was sent on. Those of one event loop go
 * together: a loop that is woken for each of a thousand does little else.
 */
final class HandOver {
    /** The most in one task of an event loop; whatever else waits for the loop gets its turn in between. */
    private static final int MOST = 50;

    private final Map<EventLoop, List<Answer>> byLoop = new IdentityHashMap<>();

    private record Answer(PendingCommand command, Outcome outcome) {
        void give() {
            command.answer(outcome);
        }
    }

    /** The context of the event loop that this is called on; null on any other thread. */
    static @Nullable ContextInternal here() {
        Context context = Vertx.currentContext();
        return context != null && context.isEventLoopContext() ? (ContextInternal) context : null;
    }

    /** Answers a command, now or with {@link #send}. On one event loop they are answered in this order. */
    void add(PendingCommand command, Outcome outcome) {
        Answer answer = new Answer(command, outcome);
        ContextInternal sender = command.sender();
        if (sender == null) {
            answer.give();
            return;
        }
        EventLoop loop = sender.nettyEventLoop();
        List<Answer> answers = byLoop.computeIfAbsent(loop, it -> new ArrayList<>(MOST));
        answers.add(answer);
        if (answers.size() == MOST) {
            byLoop.remove(loop);
            send(loop, answers);
        }
    }

    /** Answers the rest. */
    void send() {
        byLoop.forEach(HandOver::send);
        byLoop.clear();
    }

    private static void send(EventLoop loop, List<Answer> answers) {
        loop.execute(() -> answers.forEach(HandOver::give));
    }

    private static void give(Answer answer) {
        ContextInternal sender = answer.command.sender();
        if (sender != null) {
            sender.dispatch(answer::give);
        }
    }
}
