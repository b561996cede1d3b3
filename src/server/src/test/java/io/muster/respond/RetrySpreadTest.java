package io.muster.respond;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A crowd that was refused at once does not come back in one second. */
class RetrySpreadTest {
    private static final int CROWD = 1_000;

    @Test
    void eachSecondHasTheSameShareOfACrowd() {
        RetrySpread retries = new RetrySpread(Duration.ofSeconds(2));
        List<Duration> waits =
                IntStream.range(0, CROWD).mapToObj(i -> retries.next()).toList();

        assertThat(perSecond(waits)).hasSize(RetrySpread.SECONDS).allSatisfy((second, people) -> {
            assertThat(second).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
            assertThat(people).isEqualTo(CROWD / RetrySpread.SECONDS);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"OVERLOADED", "DATABASE_UNAVAILABLE", "OUTCOME_UNKNOWN"})
    void soAreThoseWhomNobodyCouldDecide(UndecidedException.Reason reason) {
        List<Duration> waits = IntStream.range(0, CROWD)
                .mapToObj(i -> UndecidedException.of(reason).retryAfter())
                .toList();

        assertThat(perSecond(waits)).hasSize(RetrySpread.SECONDS);
        assertThat(perSecond(waits).values())
                .allSatisfy(people -> assertThat(people).isEqualTo(CROWD / RetrySpread.SECONDS));
    }

    private static Map<Duration, Long> perSecond(List<Duration> waits) {
        return waits.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
