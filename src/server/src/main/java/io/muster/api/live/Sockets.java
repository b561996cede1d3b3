package io.muster.api.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The open sockets. When the service stops, they are closed while other processes can take them over, spread over the
 * delay so that not all reconnect at once.
 */
@Singleton
class Sockets {
    private final Set<SocketListener> open = ConcurrentHashMap.newKeySet();
    private final Vertx vertx;
    private final Duration delay;
    private volatile boolean stopping;

    @Inject
    Sockets(
            Vertx vertx,
            SocketMetrics metrics,
            @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this(vertx, delay.orElse(Duration.ZERO));
        metrics.connections(open::size);
    }

    /** None yet, and none are counted for the metrics. */
    Sockets(Vertx vertx, Duration delay) {
        this.vertx = vertx;
        this.delay = delay;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Those that are open now. */
    Stream<SocketListener> all() {
        return open.stream();
    }

    boolean isOpen(SocketListener socket) {
        return open.contains(socket);
    }

    void opened(SocketListener socket) {
        open.add(socket);
        if (stopping) {
            socket.close(CloseCode.GOING_AWAY);
        }
    }

    void closed(SocketListener socket) {
        open.remove(socket);
    }

    void announced(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        List<SocketListener> leaving = List.copyOf(open);
        // The last ones still need time for the close handshake.
        long spread = delay.toMillis() / 2;
        for (int i = 0; i < leaving.size(); i++) {
            SocketListener socket = leaving.get(i);
            vertx.setTimer(1 + spread * i / leaving.size(), timer -> socket.close(CloseCode.GOING_AWAY));
        }
    }

    /** The remaining sockets are cut: the framework cannot handle a socket that ends after the application. */
    void stopped(@Observes ShutdownEvent event) {
        stopping = true;
        open.forEach(socket -> socket.cut(CloseCode.GOING_AWAY));
    }
}
