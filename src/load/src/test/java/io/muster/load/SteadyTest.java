package io.muster.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.muster.history.Entry.Called;
import io.muster.load.Scenario.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What people who come and go must not see. */
class SteadyTest {
    @TempDir
    private Path folder;

    private Path end;

    @BeforeEach
    void ended() throws IOException {
        end = Files.createFile(folder.resolve("end"));
    }

    @Test
    void everybodyIsAnswered() {
        assertThat(failing(called(200, "accept"), called(409, "accept"), called(200, "decline")))
                .isEmpty();
    }

    @Test
    void somebodyIsSentAway() {
        assertThat(failing(called(200, "accept"), called(503, "accept")))
                .singleElement()
                .asString()
                .contains("1 answers that are neither");
    }

    @Test
    void aConnectionBreaks() {
        assertThat(failing(called(200, "accept"), called(0, "decline")))
                .singleElement()
                .asString()
                .contains("1 network errors");
    }

    @Test
    void nobodyGetsIn() {
        assertThat(failing(called(409, "accept"), called(200, "decline")))
                .singleElement()
                .asString()
                .contains("0 accepts");
    }

    @Test
    void itIsOverBeforeItIsToBe() throws IOException {
        Files.delete(end);
        assertThat(failing(called(200, "accept"))).singleElement().asString().contains("it went on until");
    }

    @Test
    void nothingWouldEndIt() {
        assertThatThrownBy(() -> new Steady(settings(Optional.empty()))).isInstanceOf(RefusedException.class);
    }

    private List<Verdict> failing(Called... calls) {
        return new Steady(settings(Optional.of(end)))
                .verdicts(new Answers(List.of(calls))).stream()
                        .filter(verdict -> !verdict.holds())
                        .toList();
    }

    private static Settings settings(Optional<Path> until) {
        return new Settings(
                List.of("steady"),
                20,
                3,
                "Server",
                Duration.ofMillis(100),
                0,
                Duration.ofMinutes(1),
                until,
                Optional.empty(),
                "load",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    private static Called called(int status, String response) {
        return new Called(
                "p",
                "e",
                response,
                Optional.of("Server"),
                Optional.empty(),
                0,
                1,
                status,
                status == 409 ? Optional.of("CAPACITY_FULL") : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
