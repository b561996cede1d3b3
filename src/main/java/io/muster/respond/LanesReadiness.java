package io.muster.respond;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while nothing more is taken in: the service is stopping, or has as much to do as it may take. */
@Readiness
@Singleton
final class LanesReadiness implements HealthCheck {
    private final Lanes lanes;

    LanesReadiness(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("lanes")
                .status(lanes.takesMore())
                .withData("open", lanes.size())
                .withData("unanswered", lanes.unanswered())
                .build();
    }
}
