package io.muster.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Two programs that take turns, burst by burst, so that what else the machine does meets both alike: two builds, or one with other
 * options of the JVM. Each figure is the median of the bursts, which one that was disturbed does not move.
 */
final class Alternating {
    private static final int ALL = 1_000;

    private final Crowd crowd;
    private final Table table;
    private final List<Contender> contenders;

    /** @param name as it stands in the table */
    record Contender(String name, List<Service> services) implements AutoCloseable {

        /** Of so many processes on one database. */
        static Contender start(String name, Path program, int processes, Database database, List<String> options) {
            String data = Bench.name();
            return new Contender(
                    name,
                    Stream.generate(() -> Service.start(program, database, data, "lanes", Map.of(), options))
                            .limit(processes)
                            .toList());
        }

        @Override
        public void close() {
            services.forEach(Service::close);
        }
    }

    private record Kind(String name, Function<Run, Burst> burst) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("ceiling, tokens unseen", run -> run.unseen(1, ALL)),
            new Kind("ceiling", run -> run.ceiling(1, ALL)),
            new Kind("1000 for 10", run -> run.press(1, ALL, 10)),
            new Kind("1000 for 1000", run -> run.press(1, ALL, ALL)));

    private Alternating(Crowd crowd, Table table, List<Contender> contenders) {
        this.crowd = crowd;
        this.table = table;
        this.contenders = contenders;
    }

    /**
     * Measures the one and the other.
     *
     * @param options further options of the JVM for the first
     * @param processes how many of each
     */
    static void measure(
            Path program,
            List<String> options,
            Path other,
            int processes,
            Database database,
            Crowd crowd,
            Table table,
            int[] bursts) {
        try (Contender one = Contender.start("this", program, processes, database, options);
                Contender two = Contender.start("other", other, processes, database, List.of())) {
            new Alternating(crowd, table, List.of(one, two)).measure(bursts[0], bursts[1]);
        }
    }

    private void measure(int warmUp, int rounds) {
        for (int i = 0; i < warmUp; i++) {
            for (Contender contender : contenders) {
                new Run(crowd, contender.services).warmUp(KINDS.size(), ALL);
            }
        }
        table.head("Two programs by turns, " + rounds + " bursts of a kind each; the sums");
        for (Kind kind : KINDS) {
            List<List<Burst>> taken = List.of(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < rounds; i++) {
                for (int who = 0; who < 2; who++) {
                    taken.get(who).add(kind.burst.apply(new Run(crowd, contenders.get(who).services)));
                }
            }
            for (int who = 0; who < 2; who++) {
                table.row(kind.name + ", " + contenders.get(who).name, Burst.together(taken.get(who)));
            }
            compare(kind, "median P95 ms", taken, burst -> burst.percentileMs(95));
            compare(kind, "median CPU us", taken, Burst::cpuMicrosEach);
            compare(kind, "median req/s", taken, Burst::perSecond);
            compare(
                    kind,
                    "median transactions begun",
                    taken,
                    burst -> burst.counts().begun());
        }
    }

    private void compare(Kind kind, String what, List<List<Burst>> taken, ToDoubleFunction<Burst> figure) {
        double one = median(taken.get(0), figure);
        double two = median(taken.get(1), figure);
        table.say("%s, %s: %.0f to %.0f, %.2f", kind.name, what, one, two, one / two);
    }

    /** Two kinds of bursts by turns, so that what else the machine does meets both alike. */
    static void compare(
            Table table,
            String what,
            String one,
            Supplier<Burst> first,
            String other,
            Supplier<Burst> second,
            int rounds) {
        List<Burst> firsts = new ArrayList<>();
        List<Burst> seconds = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            firsts.add(first.get());
            seconds.add(second.get());
        }
        table.head(what);
        table.row(one, Burst.together(firsts));
        table.row(other, Burst.together(seconds));
        compare(table, "median of P95", "ms", one, firsts, other, seconds, burst -> burst.percentileMs(95));
        compare(table, "median of CPU", "us", one, firsts, other, seconds, Burst::cpuMicrosEach);
    }

    private static void compare(
            Table table,
            String figure,
            String unit,
            String one,
            List<Burst> firsts,
            String other,
            List<Burst> seconds,
            ToDoubleFunction<Burst> of) {
        double first = median(firsts, of);
        double second = median(seconds, of);
        table.say("%s, %s to %s: %.1f to %.1f %s, %.2f", figure, one, other, first, second, unit, first / second);
    }

    static double median(List<Burst> bursts, ToDoubleFunction<Burst> figure) {
        double[] sorted = bursts.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
