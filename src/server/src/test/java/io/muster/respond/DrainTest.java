package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.muster.event.Event;
import io.muster.respond.transaction.Backoff;
import io.muster.respond.transaction.ManualTiming;
import io.muster.respond.transaction.ScriptedSessions;
import io.muster.respond.transaction.TransactionLoop;
import io.muster.respond.transaction.TransactionPermits;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DrainTest {
    private static final Duration DELAY = Duration.ofSeconds(2);

    private final ManualTiming timing = new ManualTiming();
    private final ScriptedSessions sessions = new ScriptedSessions();
    private final Event event = Samples.published(10);
    private final MemoryLedger ledger = new MemoryLedger(Optional.of(event));
    private final RespondSettings settings = TestSettings.defaults();
    private final RespondMetrics metrics = new RespondMetrics(new SimpleMeterRegistry());
    private final TransactionLoop loop =
            new TransactionLoop(sessions, new TransactionPermits(2), timing, new Backoff(() -> 1), metrics);
    private final Lanes lanes = new Lanes(
            new LaneFactory(
                    ledger,
                    new MemoryTurnNumbers(),
                    loop,
                    () -> {},
                    settings,
                    metrics,
                    new BatchSpans(OpenTelemetry.noop()),
                    timing,
                    InOrder::new),
            new EventExistence(ids -> Uni.createFrom().item(Set.of(event.id())), 10),
            new Creation(ledger, loop, () -> {}, timing, settings),
            settings,
            metrics,
            DecisionLogs.hidden(),
            timing);
    private final Drain drain = new Drain(lanes, loop, timing, settings, Optional.of(DELAY));

    @Test
    void duringTheDelayAllGoesOn() {
        drain.announced(new ShutdownDelayInitiatedEvent());
        timing.advance(DELAY.minusMillis(1));

        submit("a").assertCompleted();
    }

    @Test
    void afterTheDelayWhatWasTakenInIsAnsweredAndNothingMoreIsTakenIn() {
        List<UniEmitter<? super Void>> commit = new ArrayList<>();
        sessions.commits(List.of(Uni.createFrom().emitter(commit::add)));
        UniAssertSubscriber<Outcome> inFlight = submit("a");
        UniAssertSubscriber<Outcome> waiting = submit("b");

        drain.announced(new ShutdownDelayInitiatedEvent());
        timing.advance(DELAY);
        assertOverloaded(submit("late"));

        commit.get(0).complete(null);
        inFlight.assertCompleted();
        waiting.assertCompleted();
    }

    @Test
    void pastTheGraceWhatIsNotAtItsCommitIsRefusedAndNeverRecorded() {
        lockEvent();
        UniAssertSubscriber<Outcome> inConflict = submit("a");
        UniAssertSubscriber<Outcome> waiting = submit("b");

        drain.announced(new ShutdownDelayInitiatedEvent());
        drain.stopped(new ShutdownEvent());

        assertOverloaded(inConflict);
        assertOverloaded(waiting);
        timing.advance(Duration.ofSeconds(10));
        assertThat(ledger.written).isEmpty();
        assertThat(sessions.log).doesNotContain("commit");
        assertThat(sessions.open()).isZero();
    }

    @Test
    void theGraceEndsByItself() {
        lockEvent();
        timing.advance(Duration.ofSeconds(1));
        drain.announced(new ShutdownDelayInitiatedEvent());
        timing.advance(DELAY.minusMillis(1));
        UniAssertSubscriber<Outcome> waiting = submit("b");

        timing.advance(settings.grace().plusMillis(1));

        waiting.assertFailed();
        assertThat(lanes.unanswered()).isZero();
    }

    private void lockEvent() {
        ledger.conflicting = true;
    }

    private UniAssertSubscriber<Outcome> submit(String person) {
        return lanes.submit(event.id(), Requests.accept(person))
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private static void assertOverloaded(UniAssertSubscriber<Outcome> answer) {
        UndecidedException failure = (UndecidedException)
                answer.assertFailedWith(UndecidedException.class).getFailure();
        assertThat(failure.reason()).isEqualTo(UndecidedException.Reason.OVERLOADED);
    }
}
