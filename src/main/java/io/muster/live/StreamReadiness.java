package io.muster.live;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before the stream has told what clients may have missed, nor while nothing is heard of it. */
@Readiness
@Singleton
final class StreamReadiness implements HealthCheck {
    private final StreamHealth health;

    StreamReadiness(StreamHealth health) {
        this.health = health;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("stream").status(health.isReady()).build();
    }
}
