package io.muster.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

import io.muster.load.Scenario.Verdict;
import io.muster.load.Watch.Sample;

/** Whether memory of a running service grows: compares the last third of the time with the middle third. */
final class Growth {
    private static final double TOLERATED = 1.15;
    private static final int ENOUGH = 6;
    private static final long MIB = 1024 * 1024;
    private static final long NOISE = 8 * MIB;

    private Growth() {}

    /**
     * @param samples over the whole time, and one more at the end
     * @param sockets the number of open sockets
     */
    static List<Verdict> verdicts(List<Sample> samples, int sockets) {
        List<Sample> during = samples.subList(0, samples.size() - 1);
        Sample after = samples.get(samples.size() - 1);
        List<Sample> middle = during.subList(during.size() / 3, 2 * during.size() / 3);
        List<Sample> last = during.subList(2 * during.size() / 3, during.size());
        long most = last.stream().mapToLong(Sample::sockets).max().orElse(0);
        List<Verdict> verdicts = new ArrayList<>(List.of(
                new Verdict(during.size() >= ENOUGH, during.size() + " readings, at least " + ENOUGH),
                new Verdict(after.laneDepth() == 0, after.laneDepth() + " commands left in lanes"),
                new Verdict(most <= sockets, most + " sockets open towards the end, " + sockets + " held"),
                new Verdict(after.sockets() == 0, after.sockets() + " sockets left after all were closed")));
        // The heap rises and falls between collections; its lowest value is what is really in use.
        flat("heap in use at its lowest", middle, last, Sample::heap).ifPresent(verdicts::add);
        flat("resident memory", middle, last, Sample::resident).ifPresent(verdicts::add);
        return verdicts;
    }

    private static long min(List<Sample> samples, ToLongFunction<Sample> what) {
        return samples.stream().mapToLong(what).min().orElse(0);
    }

    /** Empty where it cannot be read. */
    private static Optional<Verdict> flat(
            String name, List<Sample> middle, List<Sample> last, ToLongFunction<Sample> what) {
        long before = min(middle, what);
        long after = min(last, what);
        if (before == 0 && after == 0) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                after <= before * TOLERATED + NOISE,
                String.format(
                        Locale.ROOT,
                        "%s: %d MiB in the middle third, %d in the last",
                        name,
                        before / MIB,
                        after / MIB)));
    }
}
