package io.muster.live.stream;

import java.time.Duration;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Starts the stream with the service and stops it after the sockets, which receive frames as long as they are open, and
 * before its database client is closed.
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

    /** After everything that can end the start. */
    void begin(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent event) {
        stream.start();
    }

    /** The sockets are closed in the first half of the delay. */
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
