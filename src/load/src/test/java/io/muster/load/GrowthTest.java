package io.muster.load;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import io.muster.load.Scenario.Verdict;
import io.muster.load.Watch.Sample;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GrowthTest {
    private static final long MIB = 1024 * 1024;
    private static final Sample OVER = new Sample(100 * MIB, 200 * MIB, 0, 0);

    @Test
    void whatRisesAndFallsDoesNotGrow() {
        assertThat(failing(samples(100, 180, 120, 190, 110, 185, 105, 170, 118), OVER))
                .isEmpty();
    }

    @Test
    void whatIsHeldMoreAndMoreGrows() {
        assertThat(failing(samples(100, 120, 140, 160, 180, 200, 220, 240, 260), OVER))
                .singleElement()
                .asString()
                .contains("heap");
    }

    @Test
    void commandsAndSocketsThatAreLeftBehind() {
        List<Sample> samples = samples(100, 100, 100, 100, 100, 100, 100, 100, 100);
        assertThat(failing(samples, new Sample(100 * MIB, 200 * MIB, 1, 0))).hasSize(1);
        assertThat(failing(samples, new Sample(100 * MIB, 200 * MIB, 0, 1))).hasSize(1);
    }

    @Test
    void moreSocketsThanAreHeld() {
        List<Sample> samples = samples(100, 100, 100, 100, 100, 100, 100, 100);
        samples.add(new Sample(100 * MIB, 200 * MIB, 0, 11));
        assertThat(failing(samples, OVER)).hasSize(1);
    }

    @Test
    void tooFewReadingsSayNothing() {
        assertThat(failing(samples(100, 100, 100), OVER)).hasSize(1);
    }

    private static List<Sample> samples(long... heapMiB) {
        return new ArrayList<>(LongStream.of(heapMiB)
                .mapToObj(heap -> new Sample(heap * MIB, 200 * MIB, 3, 10))
                .toList());
    }

    private static List<Verdict> failing(List<Sample> samples, Sample over) {
        List<Sample> all = new ArrayList<>(samples);
        all.add(over);
        return Growth.verdicts(all, 10).stream()
                .filter(verdict -> !verdict.holds())
                .toList();
    }
}
