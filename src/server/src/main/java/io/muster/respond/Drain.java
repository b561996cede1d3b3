package io.muster.respond;

import java.time.Duration;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.muster.respond.transaction.Timing;
import io.muster.respond.transaction.TransactionLoop;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The shutdown of the pipeline. During the shutdown's delay, in which load balancers notice it, everything goes on.
 * Then no more commands are accepted and accepted ones are answered. What is unanswered after the grace period is
 * refused, unless its commit has been sent. Nothing blocks: HTTP stays up for the shutdown's timeout.
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
