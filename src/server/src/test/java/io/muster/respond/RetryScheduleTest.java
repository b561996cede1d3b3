package io.muster.respond;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        assertThat(retries.next(0, Duration.ofHours(1), EACH)).isLessThanOrEqualTo(RetrySchedule.LATEST);
    }

    @Test
    void whoseTurnIsTooFarAwayToBeToldComeBackSpread() {
        Map<Duration, Long> herd = IntStream.range(0, 1_200)
                .mapToObj(i -> retries.next(0, Duration.ofHours(1), EACH))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(herd.keySet())
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofMinutes(1), RetrySchedule.LATEST));
        assertThat(herd.values()).allSatisfy(atOnce -> assertThat(atOnce).isEqualTo(20));
    }
}
