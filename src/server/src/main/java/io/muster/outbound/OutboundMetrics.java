package io.muster.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.muster.store.outbound.Unnumbered;

/** How long after it was recorded, or was due, something got its number. */
@Singleton
final class OutboundMetrics {
    private final Timer lag;

    OutboundMetrics(MeterRegistry registry) {
        this.lag = Timer.builder("muster.outbound.lag")
                .description("Time from what is recorded, or due, to its number in the outbound log")
                .register(registry);
    }

    /** @param now by the database's clock */
    void numbered(List<? extends Unnumbered> some, Instant now) {
        some.stream()
                .map(Unnumbered::at)
                .min(Instant::compareTo)
                .map(first -> Duration.between(first, now))
                .filter(it -> !it.isNegative())
                .ifPresent(lag::record);
    }
}
