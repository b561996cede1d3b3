package io.muster.startup;

import io.muster.testing.http.OpenStage;
import io.muster.testing.service.PackagedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged service says at its start what is risky, and what is usual it does not mention. */
@ExtendWith(OpenStage.class)
class StartCheckIT {

    /** The tests' services run without rate limits. */
    @Test
    void whatIsRiskyIsSaidOnceAndWhatToDo(OpenStage.Running running) {
        String log = running.service().log().text();

        assertThat(log).containsOnlyOnce("risky setting MUSTER_RATE_LIMIT_PER_MINUTE: ");
        assertThat(log).contains("Leave it out; 30 is usual.");
        assertThat(log)
                .doesNotContain(
                        "risky setting MUSTER_SINGLE_TENANT",
                        "risky setting MUSTER_ALLOWED_ORIGINS",
                        "risky setting quarkus.shutdown",
                        "risky setting muster.respond");
        assertThat(log).doesNotContain(PackagedService.SECRET);
    }
}
