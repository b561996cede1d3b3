package io.muster.respond;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.muster.event.Command;
import io.muster.event.Response;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** The metrics of the pipeline. */
@Singleton
public final class RespondMetrics {
    /** The buckets of the histogram: around the promised times, and where failures become visible. */
    private static final Duration[] BUCKETS = Stream.of(
                    5, 10, 25, 50, 75, 100, 150, 250, 350, 500, 750, 1_000, 1_500, 2_500, 5_000, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Map<String, Map<String, Counter>> responses = new HashMap<>();
    private final Counter begun;
    private final Counter committed;
    private final Counter aborted;
    private final Counter retried;
    private final Counter guardMisses;
    private final DistributionSummary batchSize;
    private final Timer seconds;

    public RespondMetrics(MeterRegistry registry) {
        this.registry = registry;
        Stream.concat(
                        Stream.of(Response.values())
                                .filter(Response::isAskedFor)
                                .map(Response::wireName),
                        Stream.of(Command.Confirm.NAME))
                .forEach(response -> responses.put(response, counters(response)));
        this.begun = registry.counter("muster.transactions.begun");
        this.committed = transactions("committed");
        this.aborted = transactions("aborted");
        this.retried = transactions("retried");
        this.guardMisses = Counter.builder("muster.guard.misses")
                .description("Plans the database's guard refused; anything but 0 is a bug")
                .register(registry);
        this.batchSize = DistributionSummary.builder("muster.batch.size")
                .description("Commands decided together")
                .register(registry);
        this.seconds = Timer.builder("muster.response")
                .description("From a person's response to its answer")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    public void transactionBegun() {
        begun.increment();
    }

    public void transactionCommitted() {
        committed.increment();
    }

    public void transactionAborted() {
        aborted.increment();
    }

    public void transactionRetried() {
        retried.increment();
    }

    void guardMissed() {
        guardMisses.increment();
    }

    void batch(int commands) {
        batchSize.record(commands);
    }

    void depth(Supplier<Number> commands) {
        Gauge.builder("muster.lane.depth", commands)
                .description("Commands taken in and not answered yet")
                .register(registry);
    }

    void batchLimit(Supplier<Number> commands) {
        Gauge.builder("muster.batch.limit", commands)
                .description("Commands that the next batch takes, of the event whose batches are slowest")
                .register(registry);
    }

    /** Counts an answer; exactly one of the two is given. */
    void answered(Command command, @Nullable Outcome outcome, @Nullable Throwable failure, Duration took) {
        command.response().ifPresent(response -> {
            requireNonNull(responses.get(response))
                    .computeIfAbsent(OutcomeNames.of(outcome, failure), unforeseen -> counter(response, unforeseen))
                    .increment();
            seconds.record(took);
        });
    }

    private Map<String, Counter> counters(String response) {
        Map<String, Counter> counters = new ConcurrentHashMap<>();
        OutcomeNames.OF_RESPONSES.forEach(outcome -> counters.put(outcome, counter(response, outcome)));
        return counters;
    }

    private Counter counter(String response, String outcome) {
        return Counter.builder("muster.responses")
                .description("Responses by what became of them")
                .tag("response", response)
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter transactions(String result) {
        return Counter.builder("muster.transactions")
                .description("Transactions that were committed, came to nothing, or were begun again")
                .tag("result", result)
                .register(registry);
    }
}
