package io.muster.api.live;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many messages are too many, and how many offences. */
class ConductTest {
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

    private final MessageRateLimit conduct = new MessageRateLimit();

    private static long at(int seconds) {
        return START + Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void tenMessagesInTenSecondsAreAllowed() {
        for (int i = 0; i < 10; i++) {
            assertThat(conduct.isTooMany(at(0))).isFalse();
        }
        assertThat(conduct.isTooMany(at(9))).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(conduct.isTooMany(at(10))).isFalse();
        }
        assertThat(conduct.isTooMany(at(10))).isTrue();
    }

    @Test
    void aMessageASecondIsAllowedForGood() {
        for (int i = 0; i < 100; i++) {
            assertThat(conduct.isTooMany(at(i))).isFalse();
        }
    }

    @Test
    void theThirdOffenceWithinAMinuteIsAbuse() {
        assertThat(conduct.isAbuse(at(0))).isFalse();
        assertThat(conduct.isAbuse(at(1))).isFalse();
        assertThat(conduct.isAbuse(at(59))).isTrue();
    }

    @Test
    void offencesAreForgotten() {
        for (int i = 0; i < 20; i++) {
            assertThat(conduct.isAbuse(at(i * 31))).isFalse();
        }
    }
}
