package io.muster.respond;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The end of the service, as far as commands are concerned. While the load balancers take notice (the shutdown's delay) all
 * goes on; then nothing more is taken in, and what was is answered; what is not by the end of the grace period is refused,
 * unless its commit is on its way. Nothing waits here: HTTP stays up for the time this takes (the shutdown's timeout).
 */
@Singleton
final class Drain {
    private final Lanes lanes;
    private final TransactionLoop loop;
    private final Timing timing;
    private final Duration delay;
    private final Duration grace;

    Drain(
            Lanes lanes,
            TransactionLoop loop,
            Timing timing,
            RespondSettings settings,
            @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.lanes = lanes;
        this.loop = loop;
        this.timing = timing;
        this.delay = delay.orElse(Duration.ZERO);
        this.grace = settings.grace();
    }

    void announced(@Observes ShutdownDelayInitiatedEvent event) {
        timing.after(delay, lanes::stop);
        timing.after(delay.plus(grace), this::refuse);
    }

    void stopped(@Observes ShutdownEvent event) {
        refuse();
    }

    private void refuse() {
        lanes.stop();
        lanes.refuseWaiting();
        loop.giveUp();
    }
}
