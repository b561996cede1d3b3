package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.muster.event.plan.Decision;
import io.muster.respond.transaction.ManualTiming;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Where and in which order those who wait are answered, on event loops of this test's own. */
class HandOverTest {
    private static final int PEOPLE = 330;
    private static final int LOOPS = 3;
    private static final Outcome OUTCOME = new Outcome(new Decision.Unchanged(Optional.empty()), Samples.published(1));

    private final ManualTiming timing = new ManualTiming();
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private PendingCommand command(int person) {
        return new PendingCommand(Requests.accept("" + person), timing.in(Duration.ofSeconds(5)));
    }

    private static <T> T on(Context context, java.util.function.Supplier<T> task) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        context.runOnContext(ignored -> done.complete(task.get()));
        return done.get(10, TimeUnit.SECONDS);
    }

    @Test
    void eachIsAnsweredOnTheContextItWasSentOnAndInOrder() throws Exception {
        List<ContextInternal> loops = IntStream.range(0, LOOPS)
                .mapToObj(i -> ((VertxInternal) vertx).createEventLoopContext())
                .toList();
        List<ContextInternal> contexts = new ArrayList<>();
        List<PendingCommand> commands = new ArrayList<>();
        List<CompletableFuture<Context>> answered = new ArrayList<>();
        List<List<Integer>> order = loops.stream()
                .map(loop -> (List<Integer>) new CopyOnWriteArrayList<Integer>())
                .toList();
        for (int i = 0; i < PEOPLE; i++) {
            int person = i;
            ContextInternal context = loops.get(i % LOOPS).duplicate();
            PendingCommand command = on(context, () -> command(person));
            CompletableFuture<Context> where = new CompletableFuture<>();
            command.onAnswer((outcome, failure) -> {
                order.get(person % LOOPS).add(person);
                where.complete(Vertx.currentContext());
            });
            contexts.add(context);
            commands.add(command);
            answered.add(where);
        }

        HandOver handOver = new HandOver();
        commands.forEach(command -> handOver.add(command, OUTCOME));
        handOver.send();

        for (int i = 0; i < PEOPLE; i++) {
            assertThat(answered.get(i).get(10, TimeUnit.SECONDS)).isSameAs(contexts.get(i));
        }
        assertThat(order).allSatisfy(people -> assertThat(people).isSorted());
    }

    @Test
    void whoWasNotSentOnAnEventLoopIsAnsweredAtOnce() {
        PendingCommand command = command(1);
        ConcurrentHashMap<String, Thread> answered = new ConcurrentHashMap<>();
        command.onAnswer((outcome, failure) -> answered.put("by", Thread.currentThread()));

        new HandOver().add(command, OUTCOME);

        assertThat(answered).containsEntry("by", Thread.currentThread());
    }

    /** One whose answer cannot be taken leaves the others theirs. */
    @Test
    void oneThatFailsToTakeItsAnswerHoldsUpNobody() throws Exception {
        ContextInternal loop = ((VertxInternal) vertx).createEventLoopContext();
        PendingCommand bad = on(loop.duplicate(), () -> command(1));
        PendingCommand good = on(loop.duplicate(), () -> command(2));
        CompletableFuture<Outcome> answered = new CompletableFuture<>();
        bad.onAnswer((outcome, failure) -> {
            throw new IllegalStateException("cannot");
        });
        good.onAnswer((outcome, failure) -> answered.complete(outcome));

        HandOver handOver = new HandOver();
        handOver.add(bad, OUTCOME);
        handOver.add(good, OUTCOME);
        handOver.send();

        assertThat(answered.get(10, TimeUnit.SECONDS)).isSameAs(OUTCOME);
    }
}
