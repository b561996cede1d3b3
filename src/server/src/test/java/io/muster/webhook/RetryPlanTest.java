package io.muster.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When something that was not taken is sent again (docs/api.md#webhooks). */
class RetryPlanTest {
    private static final Instant SINCE = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void afterGrowingPausesForThreeDays() {
        List<Duration> pauses = new ArrayList<>();
        Instant now = SINCE;
        int attempts = 0;
        for (var next = RetryPlan.next(0, SINCE, now); next.isPresent(); next = RetryPlan.next(attempts, SINCE, now)) {
            pauses.add(Duration.between(now, next.get()));
            now = next.get();
            attempts++;
        }

        assertThat(pauses.subList(0, 8))
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1),
                        Duration.ofHours(3),
                        Duration.ofHours(6),
                        Duration.ofHours(6));
        assertThat(now)
                .isAfterOrEqualTo(SINCE.plus(Duration.ofDays(3)))
                .isBefore(SINCE.plus(Duration.ofDays(3).plusHours(6)));
    }
}
