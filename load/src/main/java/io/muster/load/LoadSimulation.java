package io.muster.load;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.gatling.javaapi.core.Simulation;

import static io.gatling.javaapi.http.HttpDsl.http;

/** What Gatling runs: it makes this by itself and hands nothing in, so the run has to be left here before. */
public final class LoadSimulation extends Simulation {
    private static final AtomicReference<Optional<Run>> NEXT = new AtomicReference<>(Optional.empty());

    public LoadSimulation() {
        Run run = NEXT.get().orElseThrow(() -> new Refused("run this by ./mvnw -f load verify"));
        setUp(WarmUp.before(run).andThen(run.scenario().crowd(run)))
                .protocols(http.baseUrl(run.target().toString())
                        .acceptHeader("application/json")
                        .userAgentHeader("muster-load")
                        // Its own is a request to somebody else's site.
                        .disableWarmUp());
    }

    static void next(Run run) {
        NEXT.set(Optional.of(run));
    }
}
