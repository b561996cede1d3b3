package io.muster;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether requests are traced, and for whom. */
@ConfigMapping(prefix = "muster.tracing")
public interface TracingConfig {

    /** Where an OpenTelemetry collector takes traces, by OTLP over HTTP: {@code http://collector:4318}. Unless set, nothing is traced. */
    Optional<String> endpoint();

    /** The share of requests that are followed, from 0 to 1; whoever sends a trace of its own has decided that already. */
    @WithDefault("0.1")
    double ratio();
}
