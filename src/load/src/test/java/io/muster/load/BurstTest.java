package io.muster.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.muster.history.Entry.Called;
import io.muster.load.Scenario.Verdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What makes a burst good, and each thing that makes it bad. */
class BurstTest {
    private static final Settings SETTINGS = new Settings(
            List.of("burst"),
            20,
            3,
            "Server",
            Duration.ofMillis(100),
            0,
            Duration.ofMinutes(1),
            Optional.empty(),
            Optional.empty(),
            "load",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1);

    @Test
    void threeInAndAllOthersToldSo() {
        assertThat(failing(calls(3, 17, 0))).isEmpty();
        assertThat(new Answers(calls(3, 17, 0)).percentile(95)).isEqualTo(Duration.ofMillis(19));
    }

    @Test
    void oneTooMany() {
        assertThat(failing(calls(4, 16, 0))).isNotEmpty();
    }

    @Test
    void oneTooFew() {
        assertThat(failing(calls(2, 18, 0))).isNotEmpty();
    }

    @Test
    void oneWithoutAnAnswer() {
        assertThat(failing(calls(3, 16, 1)))
                .extracting(Verdict::what)
                .anyMatch(what -> what.contains("1 network errors"));
    }

    @Test
    void tooSlow() {
        List<Called> calls = calls(3, 17, 0);
        calls.set(0, call(0, 200, 101));
        calls.set(1, call(1, 200, 101));
        assertThat(failing(calls))
                .singleElement()
                .extracting(Verdict::what)
                .asString()
                .startsWith("P95 101 ms");
    }

    @Test
    void eachRoleHasItsOwn() {
        Burst mixed = Burst.mixed(SETTINGS);
        assertThat(failing(mixed, calls(9, 11, 0))).isEmpty();
        assertThat(failing(mixed, calls(10, 10, 0))).isNotEmpty();
    }

    private static List<Called> calls(int in, int full, int broken) {
        List<Called> calls = new ArrayList<>();
        for (int i = 0; i < in + full + broken; i++) {
            calls.add(call(i, i < in ? 200 : i < in + full ? 409 : 0, i + 1));
        }
        return calls;
    }

    private static Called call(int person, int status, long millis) {
        return new Called(
                "p" + person,
                "e",
                "accept",
                Optional.of("Server"),
                Optional.empty(),
                0,
                Duration.ofMillis(millis).toNanos(),
                status,
                status == 409 ? Optional.of("CAPACITY_FULL") : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static List<Verdict> failing(List<Called> calls) {
        return failing(Burst.of(SETTINGS), calls);
    }

    private static List<Verdict> failing(Burst burst, List<Called> calls) {
        return burst.verdicts(new Answers(calls)).stream()
                .filter(verdict -> !verdict.holds())
                .toList();
    }
}
