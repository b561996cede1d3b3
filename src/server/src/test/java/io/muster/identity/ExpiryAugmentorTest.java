package io.muster.identity;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a socket is told to close. */
class ExpiryAugmentorTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00.500Z");

    private static long expireTime(Instant exp) {
        return ExpiryAugmentor.expireTime(exp, NOW);
    }

    @Test
    void isWhenTheTokenExpires() {
        assertThat(expireTime(NOW.plusSeconds(60))).isEqualTo(NOW.getEpochSecond() + 60);
    }

    @Test
    void isNeverInThePast() {
        assertThat(expireTime(NOW.minusSeconds(5))).isEqualTo(NOW.getEpochSecond() + 1);
    }

    @Test
    void isNeverFurtherThanATimerReaches() {
        assertThat(expireTime(Instant.ofEpochSecond(1_000_000_000_000L)))
                .isEqualTo(NOW.plus(Duration.ofDays(365)).getEpochSecond());
    }
}
