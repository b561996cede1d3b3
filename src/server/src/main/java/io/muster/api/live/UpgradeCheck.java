package io.muster.api.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.identity.Caller;
import io.muster.identity.CallerPrincipal;
import io.muster.live.Subscriptions;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The last check of an upgrade. 503 if the process is stopping or not ready for subscribers ({@link Subscriptions#isOpen}).
 * 429 with {@code Retry-After} if the user or the process has its number of connections. A place is held until the TCP
 * connection ends.
 */
@Singleton
class UpgradeCheck implements HttpUpgradeCheck {
    private static final int UNAUTHENTICATED = 401;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final SocketLimits places;
    private final Sockets sockets;
    private final Subscriptions subscriptions;

    UpgradeCheck(SocketLimits places, Sockets sockets, Subscriptions subscriptions) {
        this.places = places;
        this.sockets = sockets;
        this.subscriptions = subscriptions;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(LiveSocket.class.getName());
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        return context.securityIdentity().map(identity -> check(identity, context));
    }

    private CheckResult check(SecurityIdentity identity, HttpUpgradeContext context) {
        if (!(identity.getPrincipal() instanceof CallerPrincipal principal)) {
            return CheckResult.rejectUpgradeSync(UNAUTHENTICATED);
        }
        if (sockets.isStopping() || !subscriptions.isOpen()) {
            return CheckResult.rejectUpgradeSync(UNAVAILABLE);
        }
        return enter(principal.caller(), context);
    }

    private CheckResult enter(Caller caller, HttpUpgradeContext context) {
        ConnectionBase connection = (ConnectionBase) context.httpRequest().connection();
        Optional<SocketLimits.Slot> place = places.take(caller, ChannelOccupant.of(connection.channel()));
        if (place.isEmpty()) {
            String seconds = Long.toString(places.knock(caller).toSeconds());
            return CheckResult.rejectUpgradeSync(TOO_MANY, Map.of("Retry-After", List.of(seconds)));
        }
        connection.channel().closeFuture().addListener(closed -> place.get().giveBack());
        Optional<String> lastEventId = Optional.ofNullable(context.httpRequest().getParam("lastEventId"));
        context.userData().put(Upgrade.KEY, new Upgrade(caller, lastEventId, connection));
        RequestsUnderWay.leave(context.httpRequest());
        return CheckResult.permitUpgradeSync();
    }
}
