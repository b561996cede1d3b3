package io.muster.live;

import java.time.Duration;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The stream begins with the service and ends after the sockets, which are to hear of what happens as long as they are there,
 * and before its client of the database is closed.
 */
@Singleton
final class StreamLife {
    private static final int AFTER_THE_SOCKETS = 4_000;

    private final JournalStream stream;
    private final Duration delay;

    StreamLife(JournalStream stream, @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.stream = stream;
        this.delay = delay.orElse(Duration.ZERO);
    }

    void begin(@Observes StartupEvent event) {
        stream.start();
    }

    /** The sockets are sent away in the first half of the delay. */
    void announced(@Observes ShutdownDelayInitiatedEvent event) {
        stream.leave();
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(delay.multipliedBy(3).dividedBy(4).plusMillis(1))
                .subscribe()
                .with(over -> stream.stop());
    }

    void end(@Observes @Priority(AFTER_THE_SOCKETS) ShutdownEvent event) {
        stream.stop();
    }
}
