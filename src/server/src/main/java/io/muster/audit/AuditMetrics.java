package io.muster.audit;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

/** The metrics of audits. */
@Startup
@Singleton
class AuditMetrics {
    private final Counter overflow;

    AuditMetrics(MeterRegistry registry) {
        this.overflow = Counter.builder("muster.capacity.overflow")
                .description("Roles found with more people than places, in each audit anew; anything but 0 is a bug")
                .register(registry);
    }

    void found(AuditReport report) {
        overflow.increment(report.count(InvariantViolation.Kind.OVERFLOW));
    }
}
