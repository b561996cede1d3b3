package io.muster.embedded.recorded;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** The embedded database answers what a real MongoDB 4.2.1 answered, message by message. */
class RecordedAnswersTest {

    @TestFactory
    Stream<DynamicTest> answersAsRecorded() {
        return Recording.probes().stream()
                .filter(probe -> !Interventions.EXCLUDED_PROBES.containsKey(probe.name()))
                .map(probe -> DynamicTest.dynamicTest(probe.name(), () -> replay(probe)));
    }

    private static void replay(Recording.Probe probe) throws Exception {
        try (ProbeReplay replay = new ProbeReplay(probe)) {
            assertThat(replay.run()).isEmpty();
        }
    }

    @Test
    void leavesOutOnlyWhatItNames() {
        assertThat(Recording.probes()).hasSize(58);
        assertThat(Interventions.EXCLUDED_PROBES).containsOnlyKeys("stepdown");
    }
}
