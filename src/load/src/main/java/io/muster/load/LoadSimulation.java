package io.muster.load;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.gatling.javaapi.core.Simulation;

import static io.gatling.javaapi.http.HttpDsl.http;

/** The simulation. Gatling creates it and passes nothing in, so the run is handed over by a static field. */
public final class LoadSimulation extends Simulation {
    private static final AtomicReference<Optional<Run>> NEXT = new AtomicReference<>(Optional.empty());

    public LoadSimulation() {
        Run run = Objects.requireNonNull(NEXT.get())
                .orElseThrow(() -> new RefusedException("run this by ./mvnw -Pload verify"));
        setUp(WarmUp.before(run).andThen(run.scenario().crowd(run)))
                .protocols(http.baseUrls(run.targets())
                        .acceptHeader("application/json")
                        .userAgentHeader("muster-load")
                        // Gatling's own warm-up requests another site.
                        .disableWarmUp());
    }

    static void next(Run run) {
        NEXT.set(Optional.of(run));
    }
}
