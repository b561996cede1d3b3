package io.muster.api.live;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.muster.live.Subscriptions;
import io.muster.people.Standings;
import io.muster.store.rights.MemberListener;
import io.muster.store.rights.MembersChanged;
import io.muster.store.rights.Rights;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/** Has each socket receive what the person may by now: a change of what firms say ends in a {@code resync}. */
@Singleton
class SocketRightsWatch implements MemberListener {
    private static final Logger LOG = Logger.getLogger(SocketRightsWatch.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Rights rights;
    private final Sockets sockets;
    private final Subscriptions subscriptions;
    private final Vertx vertx;

    SocketRightsWatch(Rights rights, Sockets sockets, Subscriptions subscriptions, Vertx vertx) {
        this.rights = rights;
        this.sockets = sockets;
        this.subscriptions = subscriptions;
        this.vertx = vertx;
        rights.listen(this);
    }

    @Override
    public void changed(MembersChanged changes) {
        sockets.all()
                .filter(socket -> changes.concern(
                        socket.caller().userKey(), socket.basis().standings()))
                .forEach(this::check);
    }

    @Override
    public void lost() {
        sockets.all().forEach(this::check);
    }

    /** Looks up what the person may; again until it is known. */
    void check(SocketListener socket) {
        long look = socket.look();
        rights.of(socket.caller().userKey())
                .subscribe()
                .with(standings -> apply(socket, standings, look), failure -> later(socket, failure));
    }

    private void apply(SocketListener socket, Standings standings, long look) {
        if (socket.isOtherWith(standings, look)) {
            subscriptions.rightsChanged(socket);
        }
    }

    private void later(SocketListener socket, Throwable failure) {
        LOG.debugf(
                "event=socket_rights outcome=unknown cause=%s",
                failure.getClass().getName());
        if (sockets.isOpen(socket)) {
            vertx.setTimer(AGAIN.toMillis(), timer -> check(socket));
        }
    }
}
