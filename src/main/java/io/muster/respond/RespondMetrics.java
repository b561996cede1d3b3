package io.muster.respond;

import java.time.Duration;
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
import org.jspecify.annotations.Nullable;

/** What is counted on the way in for changes. */
@Singleton
final class RespondMetrics {
    private static final String ACCEPT = "accept";
    private static final String DECLINE = "decline";

    /** Where the histogram is cut: around what is promised, and where a failure shows. */
    private static final Duration[] BUCKETS = Stream.of(
                    5, 10, 25, 50, 75, 100, 150, 250, 350, 500, 750, 1_000, 1_500, 2_500, 5_000, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Map<String, Counter> accepts;
    private final Map<String, Counter> declines;
    private final Counter begun;
    private final Counter committed;
    private final Counter aborted;
    private final Counter retried;
    private final Counter guardMisses;
    private final DistributionSummary batchSize;
    private final Timer seconds;

    RespondMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accepts = responses(ACCEPT);
        this.declines = responses(DECLINE);
        this.begun = registry.counter("muster.transactions.begun");
        this.committed = transactions("committed");
        this.aborted = transactions("aborted");
        this.retried = transactions("retried");
        this.guardMisses = Counter.builder("muster.guard.misses")
                .description("Plans the database's guard refused; anything but 0 is a bug")
                .register(registry);
        this.batchSize = DistributionSummary.builder("muster.batch.size")
                .description("Commands decided in one transaction")
                .register(registry);
        this.seconds = Timer.builder("muster.response")
                .description("From a person's response to its answer")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    void transactionBegun() {
        begun.increment();
    }

    void transactionCommitted() {
        committed.increment();
    }

    void transactionAborted() {
        aborted.increment();
    }

    void transactionRetried() {
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

    /** Counts an answer; one of the two is there. */
    void answered(Command command, @Nullable Outcome outcome, @Nullable Throwable failure, Duration took) {
        boolean accept = command instanceof Command.Accept;
        if (accept || command instanceof Command.Decline) {
            String name = OutcomeNames.of(outcome, failure);
            (accept ? accepts : declines)
                    .computeIfAbsent(name, unforeseen -> response(accept ? ACCEPT : DECLINE, unforeseen))
                    .increment();
            seconds.record(took);
        }
    }

    private Map<String, Counter> responses(String response) {
        Map<String, Counter> counters = new ConcurrentHashMap<>();
        OutcomeNames.OF_RESPONSES.forEach(outcome -> counters.put(outcome, response(response, outcome)));
        return counters;
    }

    private Counter response(String response, String outcome) {
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
