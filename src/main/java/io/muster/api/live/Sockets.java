package io.muster.api.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The sockets that are open. When the service leaves they are sent away while others can still take them in, spread over
 * the delay so that not all come to the next process at once.
 */
@Singleton
class Sockets {
    private final Set<SocketListener> open = ConcurrentHashMap.newKeySet();
    private final Vertx vertx;
    private final Duration delay;
    private volatile boolean stopping;

    Sockets(
            Vertx vertx,
            SocketMetrics metrics,
            @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.vertx = vertx;
        this.delay = delay.orElse(Duration.ZERO);
        metrics.connections(open::size);
    }

    boolean isStopping() {
        return stopping;
    }

    void opened(SocketListener socket) {
        open.add(socket);
        if (stopping) {
            socket.close(Closing.GOING_AWAY);
        }
    }

    void closed(SocketListener socket) {
        open.remove(socket);
    }

    void announced(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        List<SocketListener> leaving = List.copyOf(open);
        // The last of them still needs time to say goodbye.
        long spread = delay.toMillis() / 2;
        for (int i = 0; i < leaving.size(); i++) {
            SocketListener socket = leaving.get(i);
            vertx.setTimer(1 + spread * i / leaving.size(), timer -> socket.close(Closing.GOING_AWAY));
        }
    }

    /** Whoever is left is not waited for: what ends after the application has, the framework cannot handle. */
    void stopped(@Observes ShutdownEvent event) {
        stopping = true;
        open.forEach(socket -> socket.cut(Closing.GOING_AWAY));
    }
}
