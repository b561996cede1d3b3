package io.muster.respond.transaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.muster.respond.MemoryTurnNumbers;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TurnsTest {
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final Duration BATCH = Duration.ofMillis(20);

    private final ManualTiming timing = new ManualTiming();
    private final MemoryTurnNumbers numbers = new MemoryTurnNumbers();
    private final ObjectId event = new ObjectId();

    private Turns lane() {
        Turns turns = new Turns(numbers, event, timing, PATIENCE, PATIENCE);
        turns.batchTakes(BATCH);
        return turns;
    }

    private static UniAssertSubscriber<Void> take(Turns turns) {
        return turns.take().subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    @Test
    void aLaneAloneHasItsTurnAtOnceAgainAndAgain() {
        Turns alone = lane();
        for (int i = 0; i < 5; i++) {
            take(alone).assertCompleted();
            alone.end();
        }
        assertThat(numbers.servedInOrder).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void whoeverHasTheTurnDoesNotDrawASecondNumber() {
        Turns one = lane();
        take(one).assertCompleted();
        take(one).assertCompleted();
        one.end();
        assertThat(numbers.servedInOrder).containsExactly(1L);
    }

    @Test
    void lanesGoInTheOrderOfTheirNumbersOneAtATime() {
        List<Turns> lanes = List.of(lane(), lane(), lane(), lane());
        List<UniAssertSubscriber<Void>> waiting =
                lanes.stream().map(TurnsTest::take).toList();

        for (int turn = 0; turn < 4; turn++) {
            timing.advance(BATCH.multipliedBy(3));
            for (int lane = 0; lane < 4; lane++) {
                if (lane <= turn) {
                    waiting.get(lane).assertCompleted();
                } else {
                    waiting.get(lane).assertNotTerminated();
                }
            }
            lanes.get(turn).end();
        }
        assertThat(numbers.servedInOrder).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aNumberThatDoesNotMoveIsMovedOnAfterAWhile() {
        take(lane()).assertCompleted();
        UniAssertSubscriber<Void> second = take(lane());
        UniAssertSubscriber<Void> third = take(lane());

        timing.advance(PATIENCE.minusMillis(1));
        second.assertNotTerminated();
        timing.advance(BATCH.multipliedBy(2));
        second.assertCompleted();
        third.assertNotTerminated();
        timing.advance(PATIENCE.plus(BATCH.multipliedBy(2)));
        third.assertCompleted();
    }

    /** A database that stood still has given numbers to nobody. */
    @Test
    void manyNumbersThatNobodyHoldsAreMovedOnFasterAndFaster() {
        for (int i = 0; i < 30; i++) {
            numbers.draw(event).await().indefinitely();
        }
        UniAssertSubscriber<Void> alive = take(lane());

        timing.advance(PATIENCE.multipliedBy(6));

        alive.assertCompleted();
    }

    @Test
    void slowBatchesAreWaitedForLonger() {
        take(lane()).assertCompleted();
        Turns slow = lane();
        slow.batchTakes(Duration.ofSeconds(1));
        UniAssertSubscriber<Void> second = take(slow);

        timing.advance(Duration.ofMillis(3900));
        second.assertNotTerminated();
        timing.advance(Duration.ofMillis(500));
        second.assertCompleted();
    }

    /** Of a lane that has not recorded anything yet, on a database whose batches take longer than it waits. */
    @Test
    void whoeverWasTakenForDeadAndWasNotIsWaitedForLongerTheNextTime() {
        Turns fresh = new Turns(numbers, event, timing, PATIENCE, PATIENCE);
        for (Duration patience : List.of(PATIENCE, PATIENCE.multipliedBy(2), PATIENCE.multipliedBy(4))) {
            Turns slow = lane();
            take(slow).assertCompleted();
            UniAssertSubscriber<Void> turn = take(fresh);
            timing.advance(patience.minusMillis(1));
            turn.assertNotTerminated();
            timing.advance(Duration.ofMillis(20));
            turn.assertCompleted();
            fresh.metOthers(true);
            slow.end();
            fresh.end();
        }
        take(lane()).assertCompleted();
        UniAssertSubscriber<Void> turn = take(fresh);
        timing.advance(Duration.ofSeconds(3));
        turn.assertCompleted();
        fresh.metOthers(false);
        fresh.end();

        take(lane()).assertCompleted();
        UniAssertSubscriber<Void> afterTheDead = take(fresh);
        timing.advance(PATIENCE.plusMillis(20));
        afterTheDead.assertCompleted();
    }

    @Test
    void aTurnGivenUpBeforeItCameLetsNobodyPastThoseBeforeIt() {
        Turns first = lane();
        take(first).assertCompleted();
        UniAssertSubscriber<Void> second = take(lane());
        Turns impatient = lane();
        take(impatient).assertNotTerminated();
        impatient.end();

        timing.advance(BATCH.multipliedBy(2));
        second.assertNotTerminated();
        first.end();
        timing.advance(BATCH);
        second.assertCompleted();
    }

    @Test
    void aDatabaseThatIsSilentOrBrokenIsNotWaitedFor() {
        numbers.silent = true;
        UniAssertSubscriber<Void> silent = take(lane());
        timing.advance(PATIENCE.minusMillis(1));
        silent.assertNotTerminated();
        timing.advance(Duration.ofMillis(1));
        silent.assertCompleted();

        numbers.silent = false;
        numbers.broken = true;
        take(lane()).assertCompleted();
    }

    @Test
    void aDatabaseThatFallsSilentMeanwhileIsNotWaitedFor() {
        take(lane()).assertCompleted();
        List<UniAssertSubscriber<Void>> others = new ArrayList<>(List.of(take(lane()), take(lane())));
        numbers.silent = true;
        timing.advance(PATIENCE.multipliedBy(2).plus(BATCH));
        assertThat(others).allSatisfy(UniAssertSubscriber::assertCompleted);
    }

    @Test
    void aNumberIsTheLanesOwnUntilItsEndIsAnswered() {
        Turns alone = lane();
        assertThat(alone.ownOpen()).isZero();
        take(alone).assertCompleted();
        assertThat(alone.ownOpen()).isEqualTo(1);
        alone.end();
        assertThat(alone.ownOpen()).isZero();

        take(alone).assertCompleted();
        numbers.silent = true;
        alone.end();
        assertThat(alone.ownOpen()).isEqualTo(1);
    }

    @Test
    void aTurnHelpsWhoHasNone() {
        assertThat(lane().areWorthTakingAfter(1)).isTrue();
    }

    @Test
    void aTurnThatWasMovedOnIsGivenUpForAnother() {
        Turns overtaken = lane();
        take(overtaken).assertCompleted();
        assertThat(overtaken.areWorthTakingAfter(4)).isFalse();
        timing.advance(PATIENCE);
        assertThat(overtaken.areWorthTakingAfter(1)).isFalse();
        assertThat(overtaken.areWorthTakingAfter(4)).isTrue();
    }

    @Test
    void aTurnThatDidNotComeIsAskedForAgainAfterAFewConflicts() {
        numbers.broken = true;
        Turns without = lane();
        take(without).assertCompleted();
        assertThat(without.areWorthTakingAfter(1)).isFalse();
        assertThat(without.areWorthTakingAfter(4)).isTrue();
    }
}
