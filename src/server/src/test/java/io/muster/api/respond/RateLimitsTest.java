package io.muster.api.respond;

import java.time.Duration;
import java.util.Optional;

import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How often a person may respond, by a clock that the test turns. */
class RateLimitsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String ADA = "oidc:ada";

    private final TurnedClock clock = new TurnedClock();
    private final ObjectId gala = new ObjectId();

    private RateLimits limits(int perEvent, int inAll) {
        return new RateLimits(perEvent, inAll, 1_000, clock);
    }

    private Duration take(RateLimits limits, ObjectId event) {
        return limits.take(ADA, Optional.of(event));
    }

    private void takeAll(RateLimits limits, ObjectId event, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(take(limits, event)).isZero();
        }
    }

    @Test
    void theSixthToOneEventHasToWaitAsLongAsItIsTold() {
        RateLimits limits = limits(5, 30);
        takeAll(limits, gala, 5);
        clock.turn(Duration.ofSeconds(20));

        Duration wait = take(limits, gala);

        assertThat(wait).isEqualTo(Duration.ofSeconds(40));
        clock.turn(wait.minusNanos(1));
        assertThat(take(limits, gala)).isPositive();
        clock.turn(Duration.ofNanos(1));
        takeAll(limits, gala, 5);
        assertThat(take(limits, gala)).isEqualTo(MINUTE);
    }

    @Test
    void anotherEventAndAnotherPersonAreCountedApart() {
        RateLimits limits = limits(5, 30);
        takeAll(limits, gala, 5);

        assertThat(take(limits, new ObjectId())).isZero();
        assertThat(limits.take("oidc:bob", Optional.of(gala))).isZero();
        assertThat(take(limits, gala)).isPositive();
    }

    @Test
    void theThirtyFirstInAllHasToWaitWhateverTheEvent() {
        RateLimits limits = limits(5, 30);
        for (int i = 0; i < 30; i++) {
            assertThat(take(limits, new ObjectId())).isZero();
        }

        assertThat(take(limits, gala)).isEqualTo(MINUTE);
        assertThat(limits.take(ADA, Optional.empty())).isEqualTo(MINUTE);
        clock.turn(MINUTE);
        assertThat(take(limits, gala)).isZero();
    }

    @Test
    void whatTheLimitInAllRefusesIsNotTakenFromTheEvent() {
        RateLimits limits = limits(5, 1);
        assertThat(take(limits, new ObjectId())).isZero();
        assertThat(take(limits, gala)).isPositive();
        clock.turn(MINUTE);

        RateLimits afterwards = limits;
        assertThat(take(afterwards, gala)).isZero();
    }

    @Test
    void theLongerOfTwoWaitsIsTold() {
        RateLimits limits = limits(1, 2);
        takeAll(limits, gala, 1);
        clock.turn(Duration.ofSeconds(30));
        assertThat(take(limits, new ObjectId())).isZero();

        assertThat(take(limits, gala)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void zeroTurnsALimitOff() {
        takeAll(limits(0, 0), gala, 500);
        RateLimits onlyInAll = limits(0, 3);
        takeAll(onlyInAll, gala, 3);
        assertThat(take(onlyInAll, gala)).isPositive();
    }

    @Test
    void whatIsGivenBackCanBeTakenAgainAndNoMore() {
        RateLimits limits = limits(2, 2);
        takeAll(limits, gala, 2);
        limits.giveBack(ADA, gala);
        limits.giveBack(ADA, gala);
        limits.giveBack(ADA, gala);

        takeAll(limits, gala, 2);
        assertThat(take(limits, gala)).isPositive();
    }

    @Test
    void aRefusedPersonsInventedEventsForgetNobody() {
        RateLimits limits = limits(5, 30);
        for (int i = 0; i < 5; i++) {
            assertThat(limits.take("oidc:bob", Optional.of(gala))).isZero();
        }
        for (int i = 0; i < 30; i++) {
            assertThat(take(limits, new ObjectId())).isZero();
        }

        for (int i = 0; i < 5_000; i++) {
            assertThat(take(limits, new ObjectId())).isPositive();
        }

        assertThat(limits.trackedPairs()).isLessThanOrEqualTo(31);
        assertThat(limits.take("oidc:bob", Optional.of(gala))).isPositive();
    }

    @Test
    void whatIsGivenBackWholeIsNotKept() {
        RateLimits limits = limits(5, 30);
        for (int i = 0; i < 100; i++) {
            ObjectId event = new ObjectId();
            assertThat(take(limits, event)).isZero();
            limits.giveBack(ADA, event);
        }

        assertThat(limits.trackedPairs()).isZero();
    }

    @Test
    void itKeepsCountOfSoManyOnlyAndForgetsTheIdle() {
        RateLimits limits = limits(5, 30);
        for (int i = 0; i < 5_000; i++) {
            limits.take("oidc:" + i, Optional.of(gala));
        }
        assertThat(limits.trackedPairs()).isLessThanOrEqualTo(1_000);

        clock.turn(Duration.ofMinutes(3));
        assertThat(limits.trackedPairs()).isZero();
    }
}
