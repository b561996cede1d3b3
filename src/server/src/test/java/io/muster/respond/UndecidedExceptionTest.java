package io.muster.respond;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class UndecidedExceptionTest {
    private static final int CROWD = 1_000;

    @ParameterizedTest
    @EnumSource(names = {"OVERLOADED", "DATABASE_UNAVAILABLE", "OUTCOME_UNKNOWN"})
    void aCrowdThatIsRefusedAtOnceDoesNotComeBackInOneSecond(UndecidedException.Reason reason) {
        Map<Duration, Long> perSecond = IntStream.range(0, CROWD)
                .mapToObj(i -> UndecidedException.of(reason).retryAfter())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(perSecond).hasSize(UndecidedException.Reason.SPREAD).allSatisfy((second, people) -> {
            assertThat(second).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(6));
            assertThat(people).isEqualTo(CROWD / UndecidedException.Reason.SPREAD);
        });
    }

    @Test
    void whatIsOurFaultIsNotTriedAgain() {
        assertThat(UndecidedException.of(UndecidedException.Reason.INTERNAL).retryAfter())
                .isZero();
    }
}
