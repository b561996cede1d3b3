package io.muster.api.limit;

import java.time.Duration;
import java.util.Optional;

import io.muster.api.respond.TurnedClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many tokens that there are not may be tried from one address. */
class FailedTokensTest {
    private static final String HALL = "192.0.2.7";
    private static final Optional<Boolean> FOUND = Optional.of(true);
    private static final Optional<Boolean> NONE = Optional.of(false);
    private static final Optional<Boolean> NOBODY_KNOWS = Optional.empty();

    private final TurnedClock clock = new TurnedClock();
    private final FailedTokens tokens = new FailedTokens(3, 10, clock);

    private boolean isAllowed(String hash, String address, Optional<Boolean> found) {
        FailedTokens.Try attempt = tokens.begin(hash, address);
        if (!attempt.untilAllowed().isZero()) {
            return false;
        }
        attempt.end(found);
        return true;
    }

    private void usedUp(String address) {
        for (int i = 0; i < 3; i++) {
            assertThat(isAllowed("none" + i, address, NONE)).isTrue();
        }
        assertThat(isAllowed("none", address, NONE)).isFalse();
    }

    @Test
    void soManyAMinuteAreLookedUp() {
        usedUp(HALL);
        assertThat(tokens.begin("none", HALL).untilAllowed()).isEqualTo(Duration.ofMinutes(1));
        assertThat(isAllowed("none", "192.0.2.8", NONE)).as("from elsewhere").isTrue();

        clock.turn(Duration.ofMinutes(1));

        assertThat(isAllowed("none", HALL, NONE)).isTrue();
    }

    @Test
    void tokensThatThereAreAndThoseNobodyKnowOfCostNothing() {
        for (int i = 0; i < 10; i++) {
            assertThat(isAllowed("wall" + i, HALL, FOUND)).isTrue();
            assertThat(isAllowed("unknown", HALL, NOBODY_KNOWS)).isTrue();
        }
    }

    @Test
    void thoseThatAreUnderWayAtOnceCount() {
        for (int i = 0; i < 3; i++) {
            assertThat(tokens.begin("none" + i, HALL).untilAllowed()).isZero();
        }
        assertThat(isAllowed("none", HALL, NONE)).isFalse();
    }

    @Test
    void whatWasGoodBeforeIsLookedUpWhateverOthersTry() {
        assertThat(isAllowed("wall", HALL, FOUND)).isTrue();
        usedUp(HALL);

        assertThat(isAllowed("wall", HALL, FOUND)).isTrue();
        assertThat(isAllowed("wall", HALL, NONE)).as("revoked now").isTrue();
        assertThat(isAllowed("wall", HALL, NONE)).isFalse();
    }

    /** A network has more addresses than anybody can count. */
    @Test
    void anIpv6NetworkIsOneAddress() {
        usedUp("2001:db8:1:2::1");
        assertThat(isAllowed("none", "2001:db8:1:2:ffff::7", NONE)).isFalse();
        assertThat(isAllowed("none", "2001:db8:1:3::1", NONE)).isTrue();
    }

    @Test
    void zeroIsNoLimit() {
        FailedTokens unlimited = new FailedTokens(0, 10, clock);
        for (int i = 0; i < 100; i++) {
            FailedTokens.Try attempt = unlimited.begin("none" + i, HALL);
            assertThat(attempt.untilAllowed()).isZero();
            attempt.end(NONE);
        }
    }
}
