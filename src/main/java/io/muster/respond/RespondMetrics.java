package io.muster.respond;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.muster.event.Command;
import io.muster.event.Decision;
import org.jspecify.annotations.Nullable;

/** What is counted on the way in for changes. */
@Singleton
final class RespondMetrics {
    private static final Decision.Cases<String> OUTCOMES = new Decision.Cases<>(
            recorded -> "recorded",
            replayed -> "replayed",
            unchanged -> "unchanged",
            refused -> refused.refusal().reason().name().toLowerCase(Locale.ROOT));

    private final MeterRegistry registry;
    private final Counter begun;
    private final Counter committed;
    private final Counter aborted;
    private final Counter retried;
    private final Counter guardMisses;
    private final DistributionSummary batchSize;
    private final Timer seconds;

    RespondMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.begun = registry.counter("muster.transactions.begun");
        this.committed = registry.counter("muster.transactions", "result", "committed");
        this.aborted = registry.counter("muster.transactions", "result", "aborted");
        this.retried = registry.counter("muster.transactions", "result", "retried");
        this.guardMisses = Counter.builder("muster.guard.misses")
                .description("Plans the database's guard refused; anything but 0 is a bug")
                .register(registry);
        this.batchSize = DistributionSummary.builder("muster.batch.size").register(registry);
        this.seconds = Timer.builder("muster.response")
                .description("From a person's response to its answer")
                .publishPercentileHistogram()
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
        count(command, outcome == null ? nameOf(failure) : outcome.decision().fold(OUTCOMES), took);
    }

    private static String nameOf(@Nullable Throwable failure) {
        if (failure instanceof NotDone notDone) {
            return notDone.reason().name().toLowerCase(Locale.ROOT);
        }
        return failure instanceof Changes.UnknownEvent ? "event_not_found" : "internal";
    }

    private void count(Command command, String outcome, Duration took) {
        boolean accept = command instanceof Command.Accept;
        if (accept || command instanceof Command.Decline) {
            registry.counter("muster.responses", "response", accept ? "accept" : "decline", "outcome", outcome)
                    .increment();
            seconds.record(took);
        }
    }
}
