package io.muster.live.stream;

import java.util.Locale;
import java.util.function.BooleanSupplier;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The metrics of the change stream. */
@Singleton
final class StreamMetrics {
    private final MeterRegistry registry;
    private final Counter gaps;

    StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.gaps = Counter.builder("muster.stream.gaps")
                .description(
                        "Deliveries in which steps of an event could not be sent; anything but 0 is a broken journal")
                .register(registry);
        for (StreamTrouble trouble : StreamTrouble.values()) {
            counter(trouble);
        }
    }

    void up(BooleanSupplier up) {
        Gauge.builder("muster.stream.up", () -> up.getAsBoolean() ? 1 : 0)
                .description("Whether the change stream can be relied on")
                .register(registry);
    }

    void restarted(StreamTrouble trouble) {
        counter(trouble).increment();
    }

    void gap() {
        gaps.increment();
    }

    private Counter counter(StreamTrouble trouble) {
        return Counter.builder("muster.stream.restarts")
                .description("How often the change stream was opened again, and why")
                .tag("cause", trouble.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
