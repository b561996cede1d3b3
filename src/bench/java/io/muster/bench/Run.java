package io.muster.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Bursts on some processes, with what their transactions came to. */
final class Run {
    private final Crowd crowd;
    private final List<Service> services;

    Run(Crowd crowd, List<Service> services) {
        this.crowd = crowd;
        this.services = services;
    }

    /** Opens the connections and lets everything be compiled that bursts need. */
    void warmUp(int bursts, int people) {
        for (int i = 0; i < bursts; i++) {
            switch (i % 3) {
                case 0 -> crowd.ceiling(services, people);
                case 1 -> crowd.press(services, crowd.publish(services.get(0), 10), people);
                default -> crowd.press(services, crowd.publish(services.get(0), people), people);
            }
        }
    }

    Burst ceiling(int times, int people) {
        return repeated(times, () -> withCpu(() -> crowd.ceiling(services, people)));
    }

    Burst press(int times, int people, int places) {
        return repeated(times, () -> {
            String eventId = crowd.publish(services.get(0), places);
            Counts before = counts();
            Burst burst = withCpu(() -> crowd.press(services, eventId, people));
            int accepted = burst.statuses().getOrDefault(200, 0);
            if (accepted > places) {
                throw new IllegalStateException(accepted + " accepted for " + places + " places");
            }
            return burst.with(counts().minus(before));
        });
    }

    private Burst withCpu(Supplier<Burst> burst) {
        long before = cpuNanos();
        Burst done = burst.get();
        return done.withCpu(cpuNanos() - before);
    }

    private long cpuNanos() {
        return services.stream().mapToLong(Service::cpuNanos).sum();
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
