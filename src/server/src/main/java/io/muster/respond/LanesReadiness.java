package io.muster.respond;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready once the service is stopping. A service with as many commands as it may have stays ready: it answers those beyond
 * when to come back, and without it the others would have them all.
 */
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
                .status(lanes.isOpen())
                .withData("open", lanes.size())
                .withData("unanswered", lanes.unanswered())
                .build();
    }
}
