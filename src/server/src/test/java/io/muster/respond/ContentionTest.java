package io.muster.respond;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.muster.respond.transaction.ManualTiming;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContentionTest {
    private final Contention contention = new Contention();

    @Test
    void aloneThereIsNone() {
        for (int version = 1; version < 100; version++) {
            batch(version, version + 1, false);
            assertThat(contention.isMet()).isFalse();
        }
    }

    @Test
    void versionsOfOthersBetweenTwoBatchesAreIt() {
        batch(1, 2, false);
        batch(4, 5, false);
        assertThat(contention.isMet()).isTrue();
        batch(5, 6, false);
        assertThat(contention.isMet()).isFalse();
    }

    @Test
    void soIsAConflict() {
        batch(1, 2, true);
        assertThat(contention.isMet()).isTrue();
    }

    @Test
    void soIsABatchThatGaveWay() {
        PendingCommand command = new PendingCommand(Requests.accept("a"), new ManualTiming().in(Duration.ofSeconds(1)));
        contention.after(BatchReport.givenBack(BatchReport.Shortfall.TURN, List.of(command)), 0);
        assertThat(contention.isMet()).isTrue();
    }

    @Test
    void soAreOthersThatWaitForTheirTurn() {
        waiting(1, 2, 1, 0);
        assertThat(contention.isMet()).isTrue();
        waiting(2, 3, 2, 1);
        assertThat(contention.isMet()).isTrue();
    }

    @Test
    void theLanesOwnTurnsAreNot() {
        batch(1, 2, true);
        waiting(2, 3, 1, 1);
        assertThat(contention.isMet()).isFalse();
        waiting(3, 4, 1, 1);
        assertThat(contention.isMet()).isFalse();
    }

    @Test
    void refusalsOnAnEventThatNobodyChangesAreNot() {
        batch(1, 2, false);
        batch(4, 5, true);
        batch(5, 5, false);
        assertThat(contention.isMet()).isFalse();
    }

    @Test
    void whatCommittedNothingTellsNothing() {
        batch(1, 2, true);
        contention.after(BatchReport.NOTHING, 0);
        assertThat(contention.isMet()).isTrue();
    }

    @Test
    void theTimeOfABatchIsThatOfThoseThatRecord() {
        assertThat(contention.batch()).isZero();
        contention.after(new BatchReport(1, 2, Duration.ofMillis(20), false, false), 0);
        contention.after(new BatchReport(2, 2, Duration.ofMillis(1), false, false), 0);
        contention.after(new BatchReport(2, 3, Duration.ofMillis(40), false, false), 0);
        assertThat(contention.batch()).isEqualTo(Duration.ofMillis(30));
    }

    private void waiting(long read, long left, long openTurns, int own) {
        BatchReport report = new BatchReport(
                read,
                left,
                Duration.ofMillis(10),
                false,
                false,
                BatchReport.Shortfall.NONE,
                Optional.empty(),
                List.of(),
                openTurns);
        contention.after(report, own);
    }

    private void batch(long read, long left, boolean contested) {
        contention.after(new BatchReport(read, left, Duration.ofMillis(10), contested, false), 0);
    }
}
