package io.muster.live.stream;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StreamPatienceTest {
    private final StreamPatience patience = new StreamPatience();

    @Test
    void aSlowDatabaseIsGivenMoreTimeWithEachSilenceAndLessOnceItAnswers() {
        assertThat(patience.now(true)).isEqualTo(Duration.ofSeconds(2));
        patience.silent();
        patience.silent();
        assertThat(patience.now(true)).isEqualTo(Duration.ofSeconds(8));
        for (int i = 0; i < 9; i++) {
            patience.silent();
        }
        assertThat(patience.now(true)).isEqualTo(StreamPatience.LONGEST);
        patience.answered();
        assertThat(patience.now(true)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aStreamThatLooksThroughThePastHasAllTheTime() {
        assertThat(patience.now(false)).isEqualTo(StreamPatience.LONGEST);
    }
}
