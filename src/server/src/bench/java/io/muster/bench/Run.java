package io.muster.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Bursts on some processes, with what their transactions came to. */
final class Run {
    private static final int CYCLE = 20;
    private static final int RESTING = 20;

    private final Crowd crowd;
    private final List<Service> services;

    Run(Crowd crowd, List<Service> services) {
        this.crowd = crowd;
        this.services = services;
    }

    /** Opens the connections and lets everything be compiled that bursts need. */
    void warmUp(int bursts, int people) {
        for (int i = 0; i < bursts; i++) {
            switch (i % 4) {
                case 0 -> crowd.ceiling(services, people);
                case 3 -> crowd.unseen(services, people).get();
                case 1 -> crowd.press(services, crowd.publish(services.get(0), 10), people);
                default -> crowd.press(services, crowd.publish(services.get(0), people), people);
            }
        }
    }

    /**
     * Warms up until the compiler takes less than a twentieth of the processor's time.
     *
     * @param most bursts
     * @return how many it took
     */
    int warmUpWhileCompiling(int most, int people) {
        return whileCompiling(most, bursts -> warmUp(bursts, people));
    }

    /** The same with requests to these paths by turns. */
    int warmUpWhileCompiling(int most, int people, String... paths) {
        return whileCompiling(most, bursts -> {
            for (int i = 0; i < bursts; i++) {
                crowd.look(services, paths[i % paths.length], people);
            }
        });
    }

    /** The same with a load that goes on, as often as it takes. @return how often it did */
    int warmUpWhileCompiling(int most, int people, Duration length) {
        return whileCompiling(most, 1, once -> sustain(people, length, share -> {}));
    }

    private int whileCompiling(int most, IntConsumer bursts) {
        return whileCompiling(most, CYCLE, bursts);
    }

    private int whileCompiling(int most, int cycle, IntConsumer bursts) {
        int done = 0;
        boolean compiling = true;
        while (compiling && done < most) {
            Spent before = spent();
            bursts.accept(cycle);
            done += cycle;
            Spent spent = spent().since(before);
            compiling = spent.compilerNanos() * RESTING > spent.nanos();
        }
        return done;
    }

    Burst ceiling(int times, int people) {
        return repeated(times, () -> withCpu(() -> crowd.ceiling(services, people)));
    }

    /** The ceiling with tokens that have to be verified. */
    Burst unseen(int times, int people) {
        return repeated(times, () -> withCpu(crowd.unseen(services, people)));
    }

    Burst look(int times, String path, int people) {
        return repeated(times, () -> withCpu(() -> crowd.look(services, path, people)));
    }

    /** Of a way that lets nobody in beyond the places: it is an error if it does. */
    Burst press(int times, int people, int places) {
        return repeated(times, () -> {
            Burst burst = pressOnce(people, places);
            int accepted = burst.statuses().getOrDefault(200, 0);
            if (accepted > places) {
                throw new IllegalStateException(accepted + " accepted for " + places + " places");
            }
            return burst;
        });
    }

    /**
     * A load that goes on, on an event with a place for everybody.
     *
     * @param share receives which part of the answers came from the process that had the fewest, of an even share
     */
    Burst sustain(int people, Duration length, DoubleConsumer share) {
        String eventId = crowd.publish(services.get(0), people);
        Counts before = counts();
        Burst burst = withCpu(() -> {
            long start = System.nanoTime();
            List<List<Crowd.Answer>> answers = crowd.sustain(services, eventId, people, length);
            long wall = System.nanoTime() - start;
            int all = answers.stream().mapToInt(List::size).sum();
            int fewest = answers.stream().mapToInt(List::size).min().orElse(0);
            share.accept((double) fewest * services.size() / all);
            return Burst.of(answers.stream().flatMap(List::stream).toList(), wall);
        });
        return burst.with(counts().minus(before));
    }

    /** Of a way that may let in more. */
    Burst oversell(int times, int people, int places) {
        return repeated(times, () -> pressOnce(people, places));
    }

    private Burst pressOnce(int people, int places) {
        String eventId = crowd.publish(services.get(0), places);
        Counts before = counts();
        Burst burst = withCpu(() -> crowd.press(services, eventId, people));
        return burst.with(counts().minus(before));
    }

    /** With the time of the processor it took. */
    Burst withCpu(Supplier<Burst> burst) {
        Spent before = spent();
        Burst done = burst.get();
        return done.with(spent().since(before));
    }

    private Spent spent() {
        return services.stream().map(Service::spent).reduce(Spent.NOTHING, Spent::plus);
    }

    private Counts counts() {
        return services.stream().map(Service::counts).reduce(Counts.NONE, Counts::plus);
    }

    private static Burst repeated(int times, Supplier<Burst> burst) {
        List<Burst> bursts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            bursts.add(burst.get());
        }
        return Burst.together(bursts);
    }
}
