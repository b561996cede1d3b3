package io.muster.api.live;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.muster.identity.Caller;
import io.muster.live.Subscriptions;
import io.muster.people.Standings;
import io.muster.store.rights.MachineTokens;
import io.muster.store.rights.Rights;
import io.muster.store.rights.RightsChanges;
import io.muster.store.rights.RightsListener;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/**
 * Has each socket receive what the person may by now: a change of what firms say ends in a {@code resync}. A machine's socket is closed
 * when its token has been revoked.
 */
@Singleton
class SocketRightsWatch implements RightsListener {
    private static final Logger LOG = Logger.getLogger(SocketRightsWatch.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Rights rights;
    private final MachineTokens machines;
    private final Sockets sockets;
    private final Subscriptions subscriptions;
    private final Vertx vertx;

    SocketRightsWatch(
            Rights rights, MachineTokens machines, Sockets sockets, Subscriptions subscriptions, Vertx vertx) {
        this.rights = rights;
        this.machines = machines;
        this.sockets = sockets;
        this.subscriptions = subscriptions;
        this.vertx = vertx;
        rights.listen(this);
        machines.listen(this);
    }

    @Override
    public void changed(RightsChanges changes) {
        sockets.all()
                .filter(socket -> changes.concern(
                        socket.caller().userKey(), socket.basis().standings()))
                .forEach(this::check);
    }

    @Override
    public void lost() {
        sockets.all().forEach(this::check);
    }

    /** Looks up what the socket's caller may; again until it is known. */
    void check(SocketListener socket) {
        effect(socket).subscribe().with(Runnable::run, failure -> later(socket, failure));
    }

    private Uni<Runnable> effect(SocketListener socket) {
        String userKey = socket.caller().userKey();
        if (Caller.isMachine(userKey)) {
            return machines.isKept(userKey).map(kept -> () -> closeUnless(kept, socket));
        }
        long look = socket.look();
        return rights.of(userKey).map(standings -> () -> apply(socket, standings, look));
    }

    private static void closeUnless(boolean kept, SocketListener socket) {
        if (!kept) {
            socket.close(CloseCode.REVOKED);
        }
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
