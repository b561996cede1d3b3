package io.muster.respond;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.muster.event.Event;
import io.muster.event.plan.Decision;
import io.muster.respond.transaction.ManualTiming;
import io.muster.respond.transaction.Turns;
import io.muster.store.write.Snapshot;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LaneTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration AIM = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(4);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration TURN_PATIENCE = Duration.ofMillis(250);
    private static final Event EVENT = Samples.published(10);
    private static final Event FULL = Samples.published(0);

    private final ManualTiming timing = new ManualTiming();
    private final MemoryTurnNumbers numbers = new MemoryTurnNumbers();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Sent> read = new ArrayList<>();
    private final List<PendingCommand> returned = new ArrayList<>();
    private int closed;
    private final Lane lane = lane(3, 5);

    /** A batch the lane has sent off, not settled yet. */
    private record Sent(List<PendingCommand> tickets, Duration patience, UniEmitter<? super BatchReport> report) {
        List<String> people() {
            return tickets.stream()
                    .map(ticket -> ticket.request().command().actor())
                    .toList();
        }

        void settle(long readVersion, long leftVersion) {
            settle(readVersion, leftVersion, Duration.ofMillis(20));
        }

        void settle(long readVersion, long leftVersion, Duration took) {
            tickets.forEach(ticket -> ticket.answer(outcome()));
            report.complete(new BatchReport(readVersion, leftVersion, took, false, false));
        }

        /** The last of them changed nothing, and so will the next ones. */
        void settleFull(long readVersion, long leftVersion) {
            tickets.forEach(ticket -> ticket.answer(outcome()));
            report.complete(new BatchReport(
                    readVersion,
                    leftVersion,
                    Duration.ofMillis(20),
                    false,
                    false,
                    BatchReport.Shortfall.NONE,
                    Optional.of(new Snapshot(FULL, FULL.updatedAt())),
                    List.of(),
                    0));
        }

        /** Its time is over, and nothing of it was recorded. */
        void giveBack() {
            report.complete(BatchReport.late(tickets));
        }

        void giveBack(BatchReport.Shortfall shortfall) {
            report.complete(BatchReport.givenBack(shortfall, tickets));
        }

        /** Others were first, or a read is not enough. */
        void giveBackAll() {
            giveBack(BatchReport.Shortfall.TURN);
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

        assertThat(((UndecidedException) broken.assertFailedWith(UndecidedException.class)
                                .getFailure())
                        .reason())
                .isEqualTo(UndecidedException.Reason.INTERNAL);
        assertThat(sent.get(1).people()).containsExactly("test:b");
    }

    @Test
    void aBatchThatGaveWayGoesWithWhoeverWaitsWhenItIsItsTurn() {
        Turns other = new Turns(numbers, EVENT.id(), timing, TURN_PATIENCE, TURN_PATIENCE);
        other.take().subscribe().withSubscriber(UniAssertSubscriber.create()).assertCompleted();
        submit("a");
        submit("b");
        sent.get(0).giveBackAll();
        read.get(0).giveBackAll();
        assertThat(sent).hasSize(1);

        other.end();
        timing.advance(Duration.ofMillis(50));
        assertThat(sent).hasSize(2);
        assertThat(sent.get(1).people()).containsExactly("test:a", "test:b");
    }

    @Test
    void whatWouldChangeNothingIsReadAndTakesNoTurn() {
        Turns other = new Turns(numbers, EVENT.id(), timing, TURN_PATIENCE, TURN_PATIENCE);
        other.take().subscribe().withSubscriber(UniAssertSubscriber.create()).assertCompleted();
        submit("a");
        sent.get(0).settle(1, 2);
        submit("b");
        UniAssertSubscriber<Outcome> answer = submit("c");
        sent.get(1).settleFull(5, 5);

        assertThat(sent).hasSize(2);
        assertThat(read).hasSize(1);
        assertThat(read.get(0).people()).containsExactly("test:c");
        assertThat(read.get(0).patience()).isEqualTo(AIM);
        read.get(0).settleFull(5, 5);
        answer.assertCompleted();
        submit("d");
        assertThat(read).hasSize(2);
        assertThat(sent).hasSize(2);
    }

    @Test
    void afterAReadWithoutAnAnswerSomeBatchesDoWithout() {
        submit("a");
        sent.get(0).settleFull(1, 2);
        submit("b");
        read.get(0).giveBack(BatchReport.Shortfall.ANSWER);
        assertThat(sent.get(1).people()).containsExactly("test:b");
        sent.get(1).settleFull(2, 2);

        int without = 0;
        while (read.size() == 1) {
            submit("c" + without++);
            if (read.size() == 1) {
                sent.get(sent.size() - 1).settleFull(2, 2);
            }
            assertThat(without).isLessThan(100);
        }
        assertThat(without).isGreaterThan(5);
    }

    @Test
    void whatAReadCannotAnswerGoesInATransactionInItsOrderAndInTurn() {
        Turns other = new Turns(numbers, EVENT.id(), timing, TURN_PATIENCE, TURN_PATIENCE);
        other.take().subscribe().withSubscriber(UniAssertSubscriber.create()).assertCompleted();
        submit("a");
        sent.get(0).settle(1, 2);
        submit("b");
        sent.get(1).settleFull(5, 5);
        submit("c");
        submit("d");

        read.get(0).giveBackAll();
        assertThat(sent).hasSize(2);
        other.end();
        timing.advance(Duration.ofMillis(50));

        assertThat(sent).hasSize(3);
        assertThat(sent.get(2).people()).containsExactly("test:c", "test:d");
        sent.get(2).settle(5, 7);
        submit("e");
        assertThat(read).hasSize(1);
        assertThat(sent).hasSize(4);
    }

    @Test
    @SuppressWarnings("NullAway")
    void whatCannotBePlannedIsLeftToItsBatch() {
        submit("a");
        sent.get(0).settleFull(1, 1);

        lane.submit(new PendingCommand(Requests.once(null), timing.in(DEADLINE)), returned::add);
        assertThat(sent).hasSize(2);
        sent.get(1).settle(1, 1);
        submit("c");

        assertThat(sent.get(2).people()).containsExactly("test:c");
    }

    @Test
    void howLongReadsTakeSaysNothingOfBatches() {
        Lane small = lane(16, 100);
        submit(small, "first");
        sent.get(0).settleFull(1, 1);
        int limit = small.batchLimit();
        for (int i = 0; i < 20; i++) {
            submit(small, "p" + i);
            read.get(i).settleFull(1, 1);
        }

        assertThat(small.batchLimit()).isEqualTo(limit);
    }

    @Test
    void whatWouldChangeSomethingIsNotReadFirst() {
        submit("a");
        sent.get(0).settleFull(1, 1);

        lane.submit(new PendingCommand(Requests.decline("b"), timing.in(DEADLINE)), returned::add);

        assertThat(read).isEmpty();
        assertThat(sent).hasSize(2);
    }

    @Test
    void whatABatchCouldNotDecideGoesFirstInTheNextOnesWhichAreSmaller() {
        Lane large = lane(16, 100);
        submit(large, "first");
        List<String> people = people(20);
        people.forEach(person -> submit(large, person));
        sent.get(0).settle(1, 2);
        assertThat(sent.get(1).people()).isEqualTo(actors(people.subList(0, 16)));

        timing.advance(Duration.ofSeconds(2));
        sent.get(1).giveBack();

        assertThat(large.batchLimit()).isEqualTo(2);
        assertThat(sent.get(2).people()).isEqualTo(actors(people.subList(0, 2)));
        sent.get(2).settle(2, 4);
        assertThat(sent.get(3).people().get(0)).isEqualTo("test:" + people.get(2));
    }

    @Test
    void whoeverIsGivenBackAtTheDeadlineIsRefused() {
        submit("first");
        sent.get(0).settle(1, 2);
        UniAssertSubscriber<Outcome> late = submit("late");
        timing.advance(DEADLINE);

        sent.get(1).giveBack();

        assertOverloaded(late);
        assertThat(sent).hasSize(2);
    }

    @Test
    void severalAreGivenUpEarlierThanOneAlone() {
        submit("alone");
        submit("a");
        submit("b");
        assertThat(sent.get(0).patience()).isEqualTo(LONGEST);

        sent.get(0).settle(1, 2);

        assertThat(sent.get(1).patience()).isEqualTo(AIM.multipliedBy(4));
    }

    @Test
    void whoGotNoAnswerIsAskedAgainAtOnceWithAllTheTimeThereIs() {
        submit("alone");
        submit("a");
        submit("b");
        sent.get(0).settle(1, 2);

        sent.get(1).giveBack(BatchReport.Shortfall.ANSWER);

        assertThat(sent.get(2).people()).containsExactly("test:a", "test:b");
        assertThat(sent.get(2).patience()).isEqualTo(LONGEST);
    }

    @Test
    void alongsideOtherProcessesItWaitsForItsTurnAndWhoeverComesMeanwhileJoins() {
        Turns other = new Turns(numbers, EVENT.id(), timing, TURN_PATIENCE, TURN_PATIENCE);
        submit("a");
        submit("b");
        sent.get(0).settle(1, 2);
        other.take().subscribe().withSubscriber(UniAssertSubscriber.create()).assertCompleted();
        sent.get(1).settle(5, 6);

        submit("c");
        submit("d");
        assertThat(sent).hasSize(2);
        other.end();
        timing.advance(Duration.ofMillis(50));

        assertThat(sent).hasSize(3);
        assertThat(sent.get(2).people()).containsExactly("test:c", "test:d");
        sent.get(2).settle(6, 8);
        assertThat(numbers.servedInOrder).containsExactly(1L, 2L);
    }

    @Test
    void aloneItDrawsNoNumber() {
        submit("a");
        submit("b");
        sent.get(0).settle(1, 2);
        sent.get(1).settle(2, 3);
        submit("c");
        sent.get(2).settle(3, 4);

        assertThat(numbers.servedInOrder).isEmpty();
    }

    @Test
    void aPauseOfTheProcessInASmallBatchRefusesNobody() {
        Lane large = lane(1000, 5000);
        submit(large, "first");
        List<UniAssertSubscriber<Outcome>> few =
                people(3).stream().map(person -> submit(large, person)).toList();
        sent.get(0).settle(1, 2, Duration.ofMillis(5));
        List<UniAssertSubscriber<Outcome>> crowd =
                people(996).stream().map(person -> submit(large, person)).toList();

        sent.get(1).settle(2, 5, Duration.ofMillis(400));
        for (int i = 2; i < sent.size(); i++) {
            sent.get(i).settle(i, i + 1);
        }

        assertThat(few).allSatisfy(UniAssertSubscriber::assertCompleted);
        assertThat(crowd).allSatisfy(UniAssertSubscriber::assertCompleted);
        assertThat(sent).hasSizeLessThan(10);
    }

    /** A batch takes 400 ms, and others take 1.2 s between two of them: three batches can begin in 5 s, not twelve. */
    @Test
    void theTurnsOfOthersCountInWhoIsTooLateAndWhenToComeBack() {
        Lane contested = lane(4, 100);
        Turns other = new Turns(numbers, EVENT.id(), timing, TURN_PATIENCE, TURN_PATIENCE);
        submit(contested, "first");
        people(4).forEach(person -> submit(contested, person));
        sent.get(0).settle(1, 2, Duration.ofMillis(100));
        people(4).forEach(person -> submit(contested, person));
        sent.get(1).settle(5, 9, Duration.ofMillis(400));
        for (int turn = 0; turn < 4; turn++) {
            people(4).forEach(person -> submit(contested, person));
            otherGoesBetween(other);
        }

        List<UniAssertSubscriber<Outcome>> crowd =
                people(40).stream().map(person -> submit(contested, person)).toList();

        List<UniAssertSubscriber<Outcome>> taken =
                crowd.stream().filter(answer -> answer.getFailure() == null).toList();
        List<Duration> waits = crowd.stream()
                .filter(answer -> answer.getFailure() != null)
                .map(answer -> assertOverloaded(answer).retryAfter())
                .toList();
        assertThat(taken).hasSizeLessThan(20);
        assertThat(waits).isSorted().allSatisfy(wait -> assertThat(wait).isGreaterThan(Duration.ofSeconds(4)));
        while (taken.stream().anyMatch(answer -> answer.getItem() == null && answer.getFailure() == null)) {
            otherGoesBetween(other);
        }
        assertThat(taken).allSatisfy(UniAssertSubscriber::assertCompleted);
    }

    /** The batch in flight is settled, and before the next one another process has a turn. */
    private void otherGoesBetween(Turns other) {
        int before = sent.size();
        long version = 100L * before;
        UniAssertSubscriber<Void> turn = other.take().subscribe().withSubscriber(UniAssertSubscriber.create());
        sent.get(before - 1).settle(version, version + 4, Duration.ofMillis(400));
        timing.advance(Duration.ofMillis(1_200));
        turn.assertCompleted();
        other.end();
        timing.advance(Duration.ofMillis(100));
    }

    @Test
    void whoeverWouldBeTooLateIsRefusedAtOnceAndIsDecidedWhenComingBackInTime() {
        Lane slow = lane(4, 100);
        submit(slow, "first");
        people(4).forEach(person -> submit(slow, person));
        sent.get(0).settle(1, 2, Duration.ofMillis(100));
        List<UniAssertSubscriber<Outcome>> answers =
                people(60).stream().map(person -> submit(slow, person)).toList();

        // 100 ms each from now on: when that is known, what is more than the deadline behind is refused.
        decideForMillisEach(slow, 100, 3);
        List<Duration> waits = answers.stream()
                .filter(answer -> answer.getFailure() != null)
                .map(answer -> assertOverloaded(answer).retryAfter())
                .toList();
        assertThat(waits).hasSizeBetween(5, 20).isSorted();

        List<UniAssertSubscriber<Outcome>> again = new ArrayList<>();
        long start = timing.nanos();
        for (Duration wait : waits) {
            while (timing.nanos() - start < wait.toNanos()) {
                decideForMillisEach(slow, 100, 1);
            }
            again.add(submit(slow, "again"));
        }
        decideForMillisEach(slow, 100, 100);

        assertThat(again).allSatisfy(UniAssertSubscriber::assertCompleted);
    }

    /** Settles so many batches, one after the other, each as long as its commands take; without a batch, time goes by. */
    private void decideForMillisEach(Lane slow, int millis, int batches) {
        for (int i = 0; i < batches; i++) {
            Sent last = sent.get(sent.size() - 1);
            if (last.tickets()
                            .get(0)
                            .outcome()
                            .subscribe()
                            .withSubscriber(UniAssertSubscriber.create())
                            .getItem()
                    != null) {
                timing.advance(Duration.ofMillis(millis));
                continue;
            }
            Duration took = Duration.ofMillis((long) millis * last.tickets().size());
            timing.advance(took);
            last.settle(1, 2, took);
        }
    }

    private static List<String> actors(List<String> people) {
        return people.stream().map(person -> "test:" + person).toList();
    }

    private static List<String> people(int count) {
        return IntStream.range(0, count).mapToObj(i -> "p" + i).toList();
    }

    private Lane lane(int batch, int capacity) {
        return new Lane(
                (tickets, patience) ->
                        Uni.createFrom().emitter(report -> sent.add(new Sent(tickets, patience, report))),
                (tickets, patience) ->
                        Uni.createFrom().emitter(report -> read.add(new Sent(tickets, patience, report))),
                new Lane.Limits(batch, AIM, LONGEST, capacity, IDLE),
                new Turns(numbers, EVENT.id(), timing, TURN_PATIENCE, TURN_PATIENCE),
                new InOrder(),
                timing,
                gone -> closed++);
    }

    private UniAssertSubscriber<Outcome> submit(String person) {
        return submit(lane, person);
    }

    private UniAssertSubscriber<Outcome> submit(Lane lane, String person) {
        PendingCommand ticket = new PendingCommand(Requests.accept(person), timing.in(DEADLINE));
        lane.submit(ticket, returned::add);
        return ticket.outcome().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static Outcome outcome() {
        return new Outcome(new Decision.Unchanged(Optional.empty()), EVENT);
    }

    private static UndecidedException assertOverloaded(UniAssertSubscriber<Outcome> answer) {
        UndecidedException failure = (UndecidedException)
                answer.assertFailedWith(UndecidedException.class).getFailure();
        assertThat(failure.reason()).isEqualTo(UndecidedException.Reason.OVERLOADED);
        return failure;
    }
}
