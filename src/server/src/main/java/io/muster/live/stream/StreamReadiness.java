package io.muster.live.stream;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready at the start, for some seconds, until the stream has been read up to now: clients then reconnect to a process that
 * can replay what they missed. Later a failed stream does not make a process unready: responses and lists need no stream, and
 * all processes would become unready at once.
 */
@Readiness
@Singleton
final class StreamReadiness implements HealthCheck {
    private final StreamHealth health;

    StreamReadiness(StreamHealth health) {
        this.health = health;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("stream")
                .status(health.isStarted())
                .withData("up", health.isReady())
                .build();
    }
}
