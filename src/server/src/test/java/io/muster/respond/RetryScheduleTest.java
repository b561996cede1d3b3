package io.muster.respond;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryScheduleTest {
    private static final Duration BACKLOG = Duration.ofSeconds(3);
    private static final Duration EACH = Duration.ofMillis(600);

    private final RetrySchedule retries = new RetrySchedule();

    @Test
    void theyComeBackOneAfterTheOtherOnceTheBacklogIsDone() {
        assertThat(retries.next(0, BACKLOG, EACH)).isEqualTo(BACKLOG);
        assertThat(retries.next(0, BACKLOG, EACH)).isEqualTo(BACKLOG.plus(EACH));
        assertThat(retries.next(Duration.ofSeconds(1).toNanos(), Duration.ofSeconds(2), EACH))
                .isEqualTo(Duration.ofSeconds(2).plus(EACH.multipliedBy(2)));
    }

    @Test
    void whatIsOverIsForgotten() {
        retries.next(0, BACKLOG, EACH);

        assertThat(retries.next(Duration.ofSeconds(60).toNanos(), BACKLOG, EACH))
                .isEqualTo(BACKLOG);
    }

    @Test
    void itIsNeitherAtOnceNorNever() {
        assertThat(retries.next(0, Duration.ZERO, Duration.ZERO)).isEqualTo(RetrySchedule.SOONEST);
        assertThat(retries.next(0, Duration.ofHours(1), EACH)).isEqualTo(RetrySchedule.LATEST);
    }
}
