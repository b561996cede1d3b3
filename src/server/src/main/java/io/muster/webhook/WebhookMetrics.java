package io.muster.webhook;

import java.time.Duration;
import java.time.Instant;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;

/** Counts deliveries, and how old they are. */
@Startup
@Singleton
class WebhookMetrics {
    private final Counter taken;
    private final Counter refused;
    private final Timer lag;

    WebhookMetrics(MeterRegistry registry) {
        this.taken = counter(registry, "taken");
        this.refused = counter(registry, "failed");
        this.lag = Timer.builder("muster.webhook.lag")
                .description("Time from a line's number to its delivery")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("muster.webhook.deliveries")
                .description("Requests to webhooks, by outcome")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** @param first when the first line of the message got its number */
    void taken(Instant first, Instant now) {
        taken.increment();
        Duration age = Duration.between(first, now);
        lag.record(age.isNegative() ? Duration.ZERO : age);
    }

    void failed() {
        refused.increment();
    }
}
