package io.muster.api.http;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.channel.Channel;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Ends connections before the server closes. From the start of the shutdown's delay, each answer closes its connection, so that
 * clients go elsewhere. In the last part of the delay no new connections are accepted. Requests already received are answered.
 * The server by itself accepts connections to its end and drops their requests.
 */
@ApplicationScoped
class LastConnections {
    /** The part of the delay in which nobody is let in, and the longest it is. */
    private static final int SHARE_TO_READ = 4;

    private static final Duration LONGEST_TO_READ = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Duration delay;

    /** What accepts connections. The server does not hand it out; each connection knows the one it came by. */
    private final Set<Channel> doors = ConcurrentHashMap.newKeySet();

    private volatile boolean leaving;
    private volatile boolean closed;

    LastConnections(Vertx vertx, @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.vertx = vertx;
        this.delay = delay.orElse(Duration.ZERO);
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::arrived);
    }

    void announced(@Observes ShutdownDelayInitiatedEvent event) {
        leaving = true;
        Duration toRead = delay.dividedBy(SHARE_TO_READ);
        Duration open = delay.minus(toRead.compareTo(LONGEST_TO_READ) < 0 ? toRead : LONGEST_TO_READ);
        vertx.setTimer(Math.max(1, open.toMillis()), timer -> close());
    }

    void stopped(@Observes ShutdownEvent event) {
        leaving = true;
        close();
    }

    private void arrived(RoutingContext context) {
        Channel door =
                ((ConnectionBase) context.request().connection()).channel().parent();
        if (door != null && doors.add(door) && closed) {
            door.close();
        }
        if (leaving) {
            context.response().putHeader("Connection", "close");
        }
        context.next();
    }

    /** While it is being developed the server outlives the application. */
    private void close() {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            closed = true;
            doors.forEach(Channel::close);
        }
    }
}
