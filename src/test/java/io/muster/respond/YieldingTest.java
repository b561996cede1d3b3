package io.muster.respond;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class YieldingTest {
    private static final Duration LONGEST = Duration.ofMillis(250);

    private double jitter = 0.5;
    private final Yielding yielding = new Yielding(LONGEST, () -> jitter);

    @Test
    void aloneItNeverWaits() {
        for (int version = 1; version < 100; version++) {
            batch(version, version + 1);
            assertThat(yielding.pause()).isZero();
        }
    }

    @Test
    void theMoreCommittedBetweenTheLongerItWaits() {
        alternateWith(1);
        Duration withOne = yielding.pause();
        alternateWith(3);
        Duration withThree = yielding.pause();

        assertThat(withOne).isBetween(Duration.ofMillis(9), Duration.ofMillis(10));
        assertThat(withThree).isBetween(Duration.ofMillis(29), Duration.ofMillis(30));
    }

    @Test
    void itCountsCommitsNotVersions() {
        long version = 1;
        for (int i = 0; i < 20; i++) {
            batch(version, version + 100);
            version += 200;
        }
        assertThat(yielding.pause()).isBetween(Duration.ofMillis(9), Duration.ofMillis(11));
    }

    @Test
    void theJitterIsHalfToOneAndAHalf() {
        alternateWith(2);
        jitter = 0;
        Duration least = yielding.pause();
        jitter = 1;
        Duration most = yielding.pause();

        assertThat(most.toNanos()).isBetween(3 * least.toNanos() - 10, 3 * least.toNanos() + 10);
    }

    @Test
    void eightOthersAtMostAndNeverBeyondTheLongest() {
        alternateWith(8);
        Duration eight = yielding.pause();
        alternateWith(50);
        assertThat(yielding.pause()).isBetween(eight, eight.plusMillis(1));

        long version = 10_000;
        for (int i = 0; i < 20; i++) {
            yielding.after(new BatchReport(version, version + 1, Duration.ofSeconds(1), false, false));
            version += 9;
        }
        assertThat(yielding.pause()).isEqualTo(LONGEST);
    }

    @Test
    void whoeverHadToTryAgainDoesNotWait() {
        alternateWith(3);
        yielding.after(new BatchReport(lastLeft + 3, lastLeft + 4, Duration.ofMillis(10), true, false));
        assertThat(yielding.pause()).isZero();
    }

    @Test
    void onceTheOthersAreGoneItStopsWaiting() {
        alternateWith(8);
        for (int i = 0; i < 40; i++) {
            batch(lastLeft, lastLeft + 1);
        }
        assertThat(yielding.pause()).isZero();
    }

    @Test
    void aBatchThatNeverReadTeachesNothing() {
        alternateWith(1);
        Duration before = yielding.pause();
        yielding.after(BatchReport.NOTHING);
        assertThat(yielding.pause()).isEqualTo(before);
    }

    private long lastLeft = 1;

    private void alternateWith(int others) {
        for (int i = 0; i < 30; i++) {
            batch(lastLeft + others, lastLeft + others + 1);
        }
    }

    private void batch(long read, long left) {
        yielding.after(new BatchReport(read, left, Duration.ofMillis(10), false, false));
        lastLeft = left;
    }
}
