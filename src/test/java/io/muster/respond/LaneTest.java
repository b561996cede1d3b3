package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.muster.event.Decision;
import io.muster.event.Event;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LaneTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration LONGEST_YIELD = Duration.ofMillis(250);
    private static final Event EVENT = Samples.published(10);

    private final ManualTiming timing = new ManualTiming();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Ticket> returned = new ArrayList<>();
    private int closed;
    private final Lane lane = lane(3, 5);

    /** A batch the lane has sent off, not settled yet. */
    private record Sent(List<Ticket> tickets, UniEmitter<? super BatchReport> report) {
        List<String> people() {
            return tickets.stream()
                    .map(ticket -> ticket.request().command().actor())
                    .toList();
        }

        void settle(long readVersion, long leftVersion) {
            tickets.forEach(ticket -> ticket.answer(outcome()));
            report.complete(new BatchReport(readVersion, leftVersion, Duration.ofMillis(20), false, false));
        }
    }

    @Test
    void aCommandAloneIsSentAtOnce() {
        UniAssertSubscriber<Outcome> answer = submit("a");

        assertThat(sent).hasSize(1);
        answer.assertNotTerminated();
        sent.get(0).settle(1, 2);
        answer.assertCompleted();
    }

    @Test
    void whatComesWhileABatchIsInFlightGoesTogetherInOrderOfArrival() {
        submit("a");
        submit("b");
        submit("c");
        assertThat(sent).hasSize(1);

        sent.get(0).settle(1, 2);

        assertThat(sent).hasSize(2);
        assertThat(sent.get(1).people()).containsExactly("test:b", "test:c");
    }

    @Test
    void aBatchTakesNoMoreThanItsLimit() {
        for (String person : List.of("a", "b", "c", "d", "e")) {
            submit(person);
        }
        sent.get(0).settle(1, 2);
        assertThat(sent.get(1).people()).containsExactly("test:b", "test:c", "test:d");

        sent.get(1).settle(2, 5);
        assertThat(sent.get(2).people()).containsExactly("test:e");
    }

    @Test
    void aFullLaneRefuses() {
        submit("in flight");
        IntStream.range(0, 5).forEach(i -> submit("waiting " + i));

        UniAssertSubscriber<Outcome> beyond = submit("beyond");

        assertOverloaded(beyond);
        sent.get(0).settle(1, 2);
        assertThat(sent.get(1).people()).containsExactly("test:waiting 0", "test:waiting 1", "test:waiting 2");
    }

    @Test
    void whatStillWaitsAtItsDeadlineIsRefusedAndNeverSent() {
        submit("in flight");
        UniAssertSubscriber<Outcome> early = submit("early");
        timing.advance(Duration.ofSeconds(2));
        UniAssertSubscriber<Outcome> late = submit("late");

        timing.advance(Duration.ofSeconds(3));
        assertOverloaded(early);
        late.assertNotTerminated();

        sent.get(0).settle(1, 2);
        assertThat(sent.get(1).people()).containsExactly("test:late");
        late.assertNotTerminated();
    }

    @Test
    void eachWaitingCommandHasItsOwnDeadline() {
        submit("in flight");
        UniAssertSubscriber<Outcome> early = submit("early");
        timing.advance(Duration.ofSeconds(2));
        UniAssertSubscriber<Outcome> late = submit("late");

        timing.advance(Duration.ofSeconds(5));

        assertOverloaded(early);
        assertOverloaded(late);
        assertThat(sent).hasSize(1);
    }

    @Test
    void whoeverHangsUpCancelsNothing() {
        submit("in flight");
        UniAssertSubscriber<Outcome> gone = submit("gone");
        UniAssertSubscriber<Outcome> there = submit("there");
        gone.cancel();

        sent.get(0).settle(1, 2);

        assertThat(sent.get(1).people()).containsExactly("test:gone", "test:there");
        sent.get(1).settle(2, 4);
        there.assertCompleted();
        gone.assertNotTerminated();
    }

    @Test
    void itClosesWhenItHasBeenIdleForLongEnough() {
        submit("a");
        sent.get(0).settle(1, 2);

        timing.advance(IDLE.minusMillis(1));
        assertThat(closed).isZero();
        submit("b");
        sent.get(1).settle(2, 3);
        timing.advance(IDLE.minusMillis(1));
        assertThat(closed).isZero();

        timing.advance(Duration.ofMillis(1));
        assertThat(closed).isOne();
        assertThat(timing.alarms()).isZero();
    }

    @Test
    void aClosedLaneGivesBackWhatComes() {
        submit("a");
        sent.get(0).settle(1, 2);
        timing.advance(IDLE);

        UniAssertSubscriber<Outcome> after = submit("b");

        after.assertNotTerminated();
        assertThat(returned).hasSize(1);
        assertThat(sent).hasSize(1);
    }

    @Test
    void itClosesWhenItsEventIsGoneButAnswersWhatWaits() {
        submit("a");
        UniAssertSubscriber<Outcome> waiting = submit("b");
        sent.get(0).report().complete(BatchReport.GONE);

        assertThat(closed).isOne();
        assertThat(sent.get(1).people()).containsExactly("test:b");
        sent.get(1).settle(0, 0);
        waiting.assertCompleted();
    }

    @Test
    void refusingWhatWaitsLeavesTheBatchInFlightAlone() {
        UniAssertSubscriber<Outcome> inFlight = submit("in flight");
        UniAssertSubscriber<Outcome> waiting = submit("waiting");

        lane.refuseWaiting();

        assertOverloaded(waiting);
        inFlight.assertNotTerminated();
        sent.get(0).settle(1, 2);
        inFlight.assertCompleted();
        assertThat(sent).hasSize(1);
    }

    @Test
    void workThatBreaksLeavesNobodyHangingAndTheLaneGoesOn() {
        UniAssertSubscriber<Outcome> broken = submit("a");
        submit("b");

        sent.get(0).report().fail(new IllegalStateException("a bug"));

        assertThat(((NotDone) broken.assertFailedWith(NotDone.class).getFailure()).reason())
                .isEqualTo(NotDone.Reason.INTERNAL);
        assertThat(sent.get(1).people()).containsExactly("test:b");
    }

    @Test
    void whereOthersCommitItStandsBackBetweenTwoBatchesAndCollects() {
        submit("a");
        sent.get(0).settle(1, 2);
        submit("b");
        sent.get(1).settle(6, 7);

        submit("c");
        submit("d");
        assertThat(sent).hasSize(2);

        timing.advance(LONGEST_YIELD);
        assertThat(sent).hasSize(3);
        assertThat(sent.get(2).people()).containsExactly("test:c", "test:d");
    }

    private Lane lane(int batch, int capacity) {
        return new Lane(
                tickets -> Uni.createFrom().emitter(report -> sent.add(new Sent(tickets, report))),
                new Lane.Limits(batch, capacity, IDLE),
                new Yielding(LONGEST_YIELD, () -> 0.5),
                new InOrder(),
                timing,
                gone -> closed++);
    }

    private UniAssertSubscriber<Outcome> submit(String person) {
        Ticket ticket = new Ticket(Requests.accept(person), timing.in(DEADLINE));
        lane.submit(ticket, returned::add);
        return ticket.outcome().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static Outcome outcome() {
        return new Outcome(new Decision.Unchanged(Optional.empty()), EVENT);
    }

    private static void assertOverloaded(UniAssertSubscriber<Outcome> answer) {
        NotDone failure = (NotDone) answer.assertFailedWith(NotDone.class).getFailure();
        assertThat(failure.reason()).isEqualTo(NotDone.Reason.OVERLOADED);
    }
}
