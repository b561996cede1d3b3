package io.muster.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One or more bursts of the same kind together.
 *
 * @param nanos how long each answer took from the moment its burst began, ascending
 * @param statuses how often each was answered; 0 for a connection that broke or an answer that did not come
 * @param wallNanos how long the bursts took, summed
 * @param bursts how many there were
 * @param spent the processor's time the service's processes took
 */
record Burst(long[] nanos, Map<Integer, Integer> statuses, long wallNanos, int bursts, Counts counts, Spent spent) {
    private static final double NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_MS = 1_000_000;
    private static final double NANOS_PER_SECOND = 1_000_000_000;

    static Burst of(List<Crowd.Answer> answers, long wallNanos) {
        Map<Integer, Integer> statuses = new HashMap<>();
        answers.forEach(answer -> statuses.merge(answer.status(), 1, Integer::sum));
        long[] nanos = answers.stream().mapToLong(Crowd.Answer::nanos).sorted().toArray();
        return new Burst(nanos, statuses, wallNanos, 1, Counts.NONE, Spent.NOTHING);
    }

    static Burst together(List<Burst> bursts) {
        Map<Integer, Integer> statuses = new TreeMap<>();
        bursts.forEach(burst -> burst.statuses.forEach((status, times) -> statuses.merge(status, times, Integer::sum)));
        return new Burst(
                bursts.stream()
                        .flatMapToLong(burst -> Arrays.stream(burst.nanos))
                        .sorted()
                        .toArray(),
                statuses,
                bursts.stream().mapToLong(Burst::wallNanos).sum(),
                bursts.size(),
                bursts.stream().map(Burst::counts).reduce(Counts.NONE, Counts::plus),
                bursts.stream().map(Burst::spent).reduce(Spent.NOTHING, Spent::plus));
    }

    Burst with(Counts counted) {
        return new Burst(nanos, statuses, wallNanos, bursts, counted, spent);
    }

    Burst with(Spent time) {
        return new Burst(nanos, statuses, wallNanos, bursts, counts, time);
    }

    double cpuMicrosEach() {
        return spent.nanos() / NANOS_PER_MICRO / nanos.length;
    }

    double compilerMicrosEach() {
        return spent.compilerNanos() / NANOS_PER_MICRO / nanos.length;
    }

    double collectorMicrosEach() {
        return spent.collectorNanos() / NANOS_PER_MICRO / nanos.length;
    }

    double percentileMs(int percent) {
        int index = (int) Math.ceil(percent / 100.0 * nanos.length) - 1;
        return nanos[Math.max(0, index)] / NANOS_PER_MS;
    }

    double perSecond() {
        return nanos.length / (wallNanos / NANOS_PER_SECOND);
    }

    double acceptsPerSecond() {
        return statuses.getOrDefault(200, 0) / (wallNanos / NANOS_PER_SECOND);
    }
}
