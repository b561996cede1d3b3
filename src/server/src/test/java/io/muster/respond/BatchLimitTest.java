package io.muster.respond;

import java.time.Duration;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BatchLimitTest {
    private static final int MOST = 1000;
    private static final Duration AIM = Duration.ofMillis(500);
    private static final Duration PATIENCE = AIM.multipliedBy(4);
    private static final Duration LONGEST = Duration.ofDays(1);

    private final BatchLimit limit = new BatchLimit(MOST, AIM);

    /** A database of which a batch takes a time of its own and a time for each command. */
    private record Database(double ownMillis, double commandMillis) {
        Duration time(int commands) {
            return Duration.ofNanos((long) ((ownMillis + commands * commandMillis) * 1_000_000));
        }

        /** What a lane with people enough makes of it: the next batch. */
        void decide(BatchLimit limit, int commands) {
            Duration time = time(commands);
            if (commands > 1 && time.compareTo(limit.patience(LONGEST)) > 0) {
                limit.cameToNothing(commands, limit.patience(LONGEST));
            } else {
                limit.settled(commands, time);
            }
        }
    }

    @Test
    void withoutBatchesItIsTheSettingAndNothingIsForetold() {
        assertThat(limit.commands()).isEqualTo(MOST);
        assertThat(limit.patience(LONGEST)).isEqualTo(PATIENCE);
        assertThat(limit.timeFor(5000)).isZero();
        assertThat(limit.leastTimeFor(5000)).isZero();
    }

    @Test
    void aQuickDatabaseNeverMakesItSmaller() {
        Database quick = new Database(22, 0.13);
        for (int commands : new int[] {1, 999, 1, 10, 1000, 500, 2}) {
            quick.decide(limit, commands);
            assertThat(limit.commands()).isEqualTo(MOST);
        }
    }

    @Test
    void aSlowBatchMakesItSmallerAtOnceAndOneThatCameToNothingMuchSmaller() {
        limit.settled(1000, Duration.ofSeconds(2));
        assertThat(limit.commands()).isLessThanOrEqualTo(500);

        int before = limit.commands();
        limit.cameToNothing(before, PATIENCE);
        assertThat(limit.commands()).isEqualTo(before / 8);
    }

    @Test
    void onceItHasFallenItGrowsSlowly() {
        limit.cameToNothing(1000, PATIENCE);
        int before = limit.commands();
        int growths = 0;
        for (int i = 0; i < 40; i++) {
            limit.settled(limit.commands(), Duration.ofMillis(10));
            assertThat(limit.commands()).isLessThanOrEqualTo((int) Math.max(before + 1, before * 1.25));
            growths += limit.commands() > before ? 1 : 0;
            before = limit.commands();
        }
        assertThat(growths).isPositive();
        assertThat(limit.commands()).isEqualTo(MOST);
    }

    @Test
    void aPauseInASmallBatchIsNotTheSizesFault() {
        Database quick = new Database(20, 0.13);
        quick.decide(limit, 1);
        quick.decide(limit, 999);
        limit.settled(5, Duration.ofSeconds(1));
        for (int i = 0; i < 8; i++) {
            quick.decide(limit, limit.commands());
        }
        assertThat(limit.commands()).isEqualTo(MOST);
    }

    @ParameterizedTest
    @CsvSource({"2, 100", "3, 400", "5, 1000", "20, 1900", "600, 1900"})
    void aPauseInAnEarlyBatchRefusesNobodyAndIsSoonMadeUpFor(int commands, int pauseMillis) {
        Database quick = new Database(20, 0.13);
        quick.decide(limit, 1);
        limit.settled(commands, quick.time(commands).plusMillis(pauseMillis));
        int left = 1000 - commands;
        Duration took = Duration.ZERO;
        while (left > 0) {
            assertThat(limit.leastTimeFor(left)).isLessThan(Duration.ofSeconds(5));
            int next = Math.min(left, limit.commands());
            quick.decide(limit, next);
            took = took.plus(quick.time(next));
            left -= next;
        }
        assertThat(took).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void whatALaneTakesAtLeastIsKnownAfterThreeBatches() {
        Database slow = new Database(0, 100);
        slow.decide(limit, 1);
        slow.decide(limit, limit.commands());
        assertThat(limit.leastTimeFor(1000)).isZero();
        for (int i = 0; i < 4; i++) {
            slow.decide(limit, limit.commands());
        }
        assertThat(limit.leastTimeFor(1000)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(101));
        assertThat(limit.leastTimeFor(0)).isZero();
    }

    @Test
    void afterATimeInWhichNothingWorkedNobodyIsRefusedWhomGrowingBatchesReach() {
        for (int i = 0; i < 5; i++) {
            limit.cameToNothing(limit.commands(), PATIENCE);
            assertThat(limit.leastTimeFor(1000)).isZero();
        }
        Database quick = new Database(20, 0.13);
        for (int i = 0; i < 10; i++) {
            quick.decide(limit, limit.commands());
            assertThat(limit.leastTimeFor(1000)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void whatASlowTimeToldIsForgottenWhenASmallBatchIsQuicker() {
        Database slow = new Database(0, 15);
        slow.decide(limit, 1);
        for (int i = 0; i < 4; i++) {
            slow.decide(limit, limit.commands());
        }
        new Database(0, 10).decide(limit, 1);
        assertThat(limit.leastTimeFor(1000)).isGreaterThan(Duration.ofSeconds(14));

        new Database(5, 0.1).decide(limit, 1);

        assertThat(limit.leastTimeFor(1000)).isZero();
    }

    @Test
    void afterABatchWithoutAnswerTheNextOneHasAllTheTimeThereIs() {
        limit.wasUnanswered();
        assertThat(limit.patience(LONGEST)).isEqualTo(LONGEST);
        assertThat(limit.commands()).isEqualTo(MOST);

        limit.settled(1, Duration.ofMillis(10));
        assertThat(limit.patience(LONGEST)).isEqualTo(PATIENCE);
    }

    @Test
    void itForetellsWhatALaneWillTake() {
        Database slow = new Database(100, 10);
        slow.decide(limit, 1);
        for (int i = 0; i < 10; i++) {
            slow.decide(limit, limit.commands());
        }
        int batches = (int) Math.ceil(1000. / limit.commands());

        assertThat(limit.timeFor(1000).toMillis())
                .isBetween((long) (0.9 * (batches * 100 + 10_000)), (long) (1.1 * (batches * 100 + 10_000)));
        assertThat(limit.timeFor(0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // own cost, cost of a command (ms); the largest batch in half a second, or in twice its own cost
        "10, 0.1, 1000",
        "10, 1, 490",
        "10, 10, 49",
        "0, 100, 5",
        "0, 600, 1",
        "100, 0.1, 1000",
        "1000, 0.1, 1000",
        "1000, 10, 100",
        "2200, 13, 169",
        "1000, 0, 1000"
    })
    void itConvergesToTheLargestBatchThatFits(double own, double command, int fitting) {
        Database database = new Database(own, command);
        database.decide(limit, 1);
        for (int i = 0; i < 40; i++) {
            database.decide(limit, limit.commands());
        }
        for (int i = 0; i < 40; i++) {
            assertThat(limit.commands()).isBetween(Math.max(1, fitting / 2), fitting + 1);
            database.decide(limit, limit.commands());
        }
    }

    @Test
    void itFollowsADatabaseThatBecomesSlowAndQuickAgain() {
        Database quick = new Database(10, 0.1);
        Database slow = new Database(1000, 10);
        quick.decide(limit, 1);
        quick.decide(limit, 999);
        for (int i = 0; i < 20; i++) {
            slow.decide(limit, limit.commands());
        }
        assertThat(limit.commands()).isBetween(50, 101);
        for (int i = 0; i < 40; i++) {
            quick.decide(limit, limit.commands());
        }
        assertThat(limit.commands()).isEqualTo(MOST);
    }

    @Test
    void whateverHappensItStaysBetweenOneAndTheSetting() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int most = 1 + random.nextInt(MOST);
            BatchLimit any = new BatchLimit(most, AIM);
            for (int i = 0; i < 200; i++) {
                int commands = 1 + random.nextInt(any.commands());
                Duration took = Duration.ofNanos((long) Math.pow(10, random.nextInt(11)));
                if (random.nextInt(5) == 0) {
                    any.cameToNothing(commands, took);
                } else {
                    any.settled(commands, took);
                }
                assertThat(any.commands()).as("seed %d", seed).isBetween(1, most);
                assertThat(any.patience(LONGEST)).isGreaterThanOrEqualTo(PATIENCE);
                assertThat(any.timeFor(1 + random.nextInt(5000))).isBetween(Duration.ZERO, Duration.ofDays(2));
                assertThat(any.leastTimeFor(1 + random.nextInt(5000))).isBetween(Duration.ZERO, Duration.ofDays(2));
            }
        }
    }
}
