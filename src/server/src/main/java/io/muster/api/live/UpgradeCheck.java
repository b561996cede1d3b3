package io.muster.api.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.api.access.ChosenFirm;
import io.muster.api.access.MachineRoutes;
import io.muster.api.problem.ProblemException;
import io.muster.identity.Caller;
import io.muster.identity.CallerPrincipal;
import io.muster.live.Subscriptions;
import io.muster.people.Standings;
import io.muster.store.rights.Rights;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The last check of an upgrade. 403 if the firm that the address names is not the
 * caller's, and for a machine whose token opens nothing. 503 if the process is stopping or not ready for subscribers ({@link Subscriptions#isOpen}).
 * 429 with {@code Retry-After} if the user or the process has its number of connections. A place is held until the TCP
 * connection ends.
 */
@Singleton
class UpgradeCheck implements HttpUpgradeCheck {
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final SocketLimits places;
    private final Sockets sockets;
    private final Subscriptions subscriptions;
    private final Rights rights;

    UpgradeCheck(SocketLimits places, Sockets sockets, Subscriptions subscriptions, Rights rights) {
        this.rights = rights;
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
        return context.securityIdentity().chain(identity -> check(identity, context));
    }

    private Uni<CheckResult> check(SecurityIdentity identity, HttpUpgradeContext context) {
        if (!(identity.getPrincipal() instanceof CallerPrincipal principal)) {
            return CheckResult.rejectUpgrade(UNAUTHENTICATED);
        }
        if (sockets.isStopping() || !subscriptions.isOpen()) {
            return CheckResult.rejectUpgrade(UNAVAILABLE);
        }
        Caller token = principal.caller();
        if (MachineRoutes.isSocketClosedTo(token)) {
            return CheckResult.rejectUpgrade(FORBIDDEN);
        }
        return rights.of(token.userKey())
                .map(standings -> rights(token, context.httpRequest(), standings))
                .map(rights -> rights.map(found -> enter(token, found, context))
                        .orElseGet(() -> CheckResult.rejectUpgradeSync(FORBIDDEN)))
                // Its cause is the database's: the client comes back.
                .onFailure()
                .recoverWithItem(() -> CheckResult.rejectUpgradeSync(UNAVAILABLE));
    }

    /** Empty where the firm is not the caller's. */
    private static Optional<SocketRights> rights(Caller token, HttpServerRequest request, Standings standings) {
        List<String> named = new ArrayList<>(request.params().getAll(ChosenFirm.PARAMETER));
        named.addAll(request.headers().getAll(ChosenFirm.HEADER));
        try {
            return SocketRights.of(token, ChosenFirm.of(named), standings);
        } catch (ProblemException notOfTheCaller) {
            return Optional.empty();
        }
    }

    private CheckResult enter(Caller caller, SocketRights rights, HttpUpgradeContext context) {
        ConnectionBase connection = (ConnectionBase) context.httpRequest().connection();
        Optional<SocketLimits.Slot> place = places.take(caller, ChannelOccupant.of(connection.channel()));
        if (place.isEmpty()) {
            String seconds = Long.toString(places.knock(caller).toSeconds());
            return CheckResult.rejectUpgradeSync(TOO_MANY, Map.of("Retry-After", List.of(seconds)));
        }
        connection.channel().closeFuture().addListener(closed -> place.get().giveBack());
        Optional<String> lastEventId = Optional.ofNullable(context.httpRequest().getParam("lastEventId"));
        context.userData().put(Upgrade.KEY, new Upgrade(rights, lastEventId, connection));
        RequestsUnderWay.leave(context.httpRequest());
        return CheckResult.permitUpgradeSync();
    }
}
