package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.muster.event.Event;
import io.muster.respond.transaction.Backoff;
import io.muster.respond.transaction.ManualTiming;
import io.muster.respond.transaction.ScriptedSessions;
import io.muster.respond.transaction.TransactionLoop;
import io.muster.respond.transaction.TransactionPermits;
import io.opentelemetry.api.OpenTelemetry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LanesTest {
    private final ManualTiming timing = new ManualTiming();
    private final ScriptedSessions sessions = new ScriptedSessions();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Event event = Samples.published(10);
    private final MemoryLedger ledger = new MemoryLedger(Optional.of(event));
    private final List<Set<ObjectId>> lookedUp = new ArrayList<>();

    @Test
    void anEventIsLookedUpOnceAndThenHasALane() {
        Lanes lanes = lanes(Map.of());

        submit(lanes, event.id(), "a").assertCompleted();
        submit(lanes, event.id(), "b").assertCompleted();

        assertThat(lookedUp).hasSize(1);
        assertThat(lanes.size()).isOne();
    }

    @Test
    void itTakesMoreUntilItStops() {
        Lanes lanes = lanes(Map.of());
        assertThat(lanes.isOpen()).isTrue();

        lanes.stop();

        assertThat(lanes.isOpen()).isFalse();
    }

    @Test
    void anEventThatDoesNotExistOpensNoLane() {
        Lanes lanes = lanes(Map.of());

        submit(lanes, new ObjectId(), "a").assertFailedWith(Changes.UnknownEvent.class);

        assertThat(lanes.size()).isZero();
        assertThat(sessions.log).isEmpty();
    }

    @Test
    void aLaneGoesWhenItIsIdleAndComesBackWithTheNextCommand() {
        Lanes lanes = lanes(Map.of("lane-idle", "10s"));
        submit(lanes, event.id(), "a").assertCompleted();

        timing.advance(Duration.ofSeconds(10));
        assertThat(lanes.size()).isZero();

        submit(lanes, event.id(), "b").assertCompleted();
        assertThat(lookedUp).hasSize(2);
    }

    @Test
    void thereAreNoMoreLanesThanAllowed() {
        Lanes lanes = lanes(Map.of("max-lanes", "0"));

        assertNotDone(submit(lanes, event.id(), "a"), UndecidedException.Reason.OVERLOADED);
    }

    @Test
    void noMoreCommandsAreTakenInThanAllowed() {
        sessions.commits(List.of(ScriptedSessions.hangs()));
        Lanes lanes = lanes(Map.of("max-commands", "2"));
        submit(lanes, event.id(), "a").assertNotTerminated();
        submit(lanes, event.id(), "b").assertNotTerminated();

        assertNotDone(submit(lanes, event.id(), "c"), UndecidedException.Reason.OVERLOADED);
        assertThat(lanes.unanswered()).isEqualTo(2);
        assertThat(registry.get("muster.lane.depth").gauge().value()).isEqualTo(2);
    }

    @Test
    void onceStoppedNothingIsTakenInAndWhatWasIsAnswered() {
        List<UniEmitter<? super Void>> commit = new ArrayList<>();
        sessions.commits(List.of(Uni.createFrom().emitter(commit::add)));
        Lanes lanes = lanes(Map.of());
        UniAssertSubscriber<Outcome> inFlight = submit(lanes, event.id(), "a");
        UniAssertSubscriber<Outcome> waiting = submit(lanes, event.id(), "b");

        lanes.stop();
        assertNotDone(submit(lanes, event.id(), "c"), UndecidedException.Reason.OVERLOADED);

        commit.get(0).complete(null);
        inFlight.assertCompleted();
        waiting.assertCompleted();
    }

    @Test
    void pastTheGraceWhatWaitsIsRefused() {
        sessions.commits(List.of(ScriptedSessions.hangs()));
        Lanes lanes = lanes(Map.of());
        UniAssertSubscriber<Outcome> inFlight = submit(lanes, event.id(), "a");
        UniAssertSubscriber<Outcome> waiting = submit(lanes, event.id(), "b");

        lanes.stop();
        lanes.refuseWaiting();

        assertNotDone(waiting, UndecidedException.Reason.OVERLOADED);
        inFlight.assertNotTerminated();
        assertThat(ledger.written).hasSize(1);
    }

    @Test
    void responsesAreCountedByWhatBecameOfThem() {
        Lanes lanes = lanes(Map.of());
        IntStream.range(0, 12).forEach(i -> submit(lanes, event.id(), "p" + i));
        submit(lanes, new ObjectId(), "a");

        assertThat(responses("recorded")).isEqualTo(10);
        assertThat(responses("capacity_full")).isEqualTo(2);
        assertThat(responses("event_not_found")).isEqualTo(1);
        assertThat(registry.get("muster.response").timer().count()).isEqualTo(13);
    }

    private double responses(String outcome) {
        return registry.get("muster.responses")
                .tags("response", "accept", "outcome", outcome)
                .counter()
                .count();
    }

    private Lanes lanes(Map<String, String> different) {
        RespondSettings settings = TestSettings.with(different);
        RespondMetrics metrics = new RespondMetrics(registry);
        TransactionLoop loop =
                new TransactionLoop(sessions, new TransactionPermits(2), timing, new Backoff(() -> 1), metrics);
        Runnable orphans = () -> {};
        EventExistence lookUps = new EventExistence(this::existing, 100);
        return new Lanes(
                new LaneFactory(
                        ledger,
                        new MemoryTurnNumbers(),
                        loop,
                        orphans,
                        settings,
                        metrics,
                        new BatchSpans(OpenTelemetry.noop()),
                        timing,
                        InOrder::new),
                lookUps,
                new Creation(ledger, loop, orphans, timing, settings),
                settings,
                metrics,
                DecisionLogs.hidden(),
                timing);
    }

    private Uni<Set<ObjectId>> existing(Set<ObjectId> ids) {
        lookedUp.add(ids);
        return Uni.createFrom().item(ids.contains(event.id()) ? Set.of(event.id()) : Set.of());
    }

    private UniAssertSubscriber<Outcome> submit(Lanes lanes, ObjectId eventId, String person) {
        return lanes.submit(eventId, Requests.accept(person)).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static void assertNotDone(UniAssertSubscriber<Outcome> answer, UndecidedException.Reason reason) {
        UndecidedException failure = (UndecidedException)
                answer.assertFailedWith(UndecidedException.class).getFailure();
        assertThat(failure.reason()).isEqualTo(reason);
    }
}
