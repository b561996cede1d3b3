package io.muster.api.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.ext.web.Router;

/** The handlers of an upgrade besides those of every request. */
@ApplicationScoped
class SocketRoutes {
    /** After headers and origin, which are at -300; authentication is at -200. */
    private static final int BEFORE_AUTHENTICATION = -290;

    /** After authorization and the checks of bodies; the endpoint is above 0. */
    private static final int BEFORE_THE_ENDPOINT = -10;

    void install(@Observes Router router) {
        router.route(LiveSocket.PATH).order(BEFORE_AUTHENTICATION).handler(new TokenCarrier());
        router.route(LiveSocket.PATH).order(BEFORE_THE_ENDPOINT).handler(new UpgradeForm());
    }
}
