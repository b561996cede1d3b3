package io.muster.api.live;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

import jakarta.inject.Inject;
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
class SocketRightsWatch {
    private static final Logger LOG = Logger.getLogger(SocketRightsWatch.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Function<String, Uni<Standings>> standings;
    private final Function<String, Uni<Boolean>> keptMachines;
    private final Sockets sockets;
    private final Subscriptions subscriptions;
    private final Vertx vertx;

    @Inject
    SocketRightsWatch(
            Rights rights, MachineTokens machines, Sockets sockets, Subscriptions subscriptions, Vertx vertx) {
        this(rights::of, machines::isKept, sockets, subscriptions, vertx);
        rights.listen(ofPeople());
        machines.listen(ofMachines());
    }

    /**
     * One that is told of changes by its listeners alone.
     *
     * @param standings what firms say of a person
     * @param keptMachines whether a machine's token has not been revoked
     */
    SocketRightsWatch(
            Function<String, Uni<Standings>> standings,
            Function<String, Uni<Boolean>> keptMachines,
            Sockets sockets,
            Subscriptions subscriptions,
            Vertx vertx) {
        this.standings = standings;
        this.keptMachines = keptMachines;
        this.sockets = sockets;
        this.subscriptions = subscriptions;
        this.vertx = vertx;
    }

    /** Is told of members. */
    RightsListener ofPeople() {
        return new Of(userKey -> !Caller.isMachine(userKey));
    }

    /** Is told of machines' tokens. */
    RightsListener ofMachines() {
        return new Of(Caller::isMachine);
    }

    /** The sockets of people or of machines. Each kind has a stream of its own: where both are lost, each socket is checked once. */
    private final class Of implements RightsListener {
        private final Predicate<String> callers;

        Of(Predicate<String> callers) {
            this.callers = callers;
        }

        @Override
        public void changed(RightsChanges changes) {
            sockets.all()
                    .filter(socket -> changes.concern(
                            socket.caller().userKey(), socket.basis().standings()))
                    .forEach(SocketRightsWatch.this::check);
        }

        @Override
        public void lost() {
            sockets.all()
                    .filter(socket -> callers.test(socket.caller().userKey()))
                    .forEach(SocketRightsWatch.this::check);
        }
    }

    /** Looks up what the socket's caller may; again until it is known. */
    void check(SocketListener socket) {
        effect(socket).subscribe().with(Runnable::run, failure -> later(socket, failure));
    }

    private Uni<Runnable> effect(SocketListener socket) {
        String userKey = socket.caller().userKey();
        if (Caller.isMachine(userKey)) {
            return keptMachines.apply(userKey).map(kept -> () -> closeUnless(kept, socket));
        }
        long look = socket.look();
        return standings.apply(userKey).map(said -> () -> apply(socket, said, look));
    }

    private static void closeUnless(boolean kept, SocketListener socket) {
        if (!kept) {
            socket.close(CloseCode.REVOKED);
        }
    }

    private void apply(SocketListener socket, Standings said, long look) {
        if (socket.isOtherWith(said, look)) {
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
