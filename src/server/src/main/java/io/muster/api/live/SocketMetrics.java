package io.muster.api.live;

import java.util.function.Supplier;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.muster.live.Frame;
import io.muster.live.stream.DatabaseTime;

/** The metrics of sockets. */
@Singleton
class SocketMetrics {
    private final MeterRegistry registry;
    private final DatabaseTime time;
    private final Timer lag;
    private final Counter slowReaders;

    SocketMetrics(MeterRegistry registry, DatabaseTime time) {
        this.registry = registry;
        this.time = time;
        this.lag = Timer.builder("muster.fanout.lag")
                .description("From a change's time in the database to its frame's on the socket")
                .publishPercentileHistogram()
                .register(registry);
        this.slowReaders = Counter.builder("muster.ws.slow.readers")
                .description("Sockets closed because their client did not keep up")
                .register(registry);
    }

    void connections(Supplier<Number> open) {
        Gauge.builder("muster.ws.connections", open).description("Open sockets").register(registry);
    }

    /** A socket was opened: the database's time will be needed. */
    void opened() {
        time.refresh();
    }

    void sent(Frame frame) {
        frame.committedAt().ifPresent(at -> lag.record(time.since(at)));
    }

    void slowReader() {
        slowReaders.increment();
    }
}
