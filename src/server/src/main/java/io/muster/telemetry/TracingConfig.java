package io.muster.telemetry;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of tracing. */
@ConfigMapping(prefix = "muster.tracing")
public interface TracingConfig {

    /**
     * The address of an OpenTelemetry collector, OTLP over HTTP: {@code http://collector:4318}. Without it nothing is
     * traced.
     */
    Optional<String> endpoint();

    /** The share of requests to trace, from 0 to 1; a sampled trace of the client is always continued. */
    @WithDefault("0.1")
    double ratio();
}
