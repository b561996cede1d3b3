package io.muster.respond;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RespondSettingsTest {
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);
    private final RespondSettings settings = TestSettings.defaults();

    @Test
    void anAnswerComesInTime() {
        assertThat(settings.commandDeadline().plus(settings.batchDeadline())).isLessThan(ANSWERED_WITHIN);
    }

    @Test
    void noLivingTransactionIsTakenForAnOrphan() {
        assertThat(settings.orphanAge()).isGreaterThan(settings.batchDeadline());
    }
}
