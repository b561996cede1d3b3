package io.muster.api.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.ext.web.Router;

/** What an upgrade passes besides what every request does. */
@ApplicationScoped
class SocketRoutes {
    /** After headers and origin, which stand at -300; authentication stands at -200. */
    private static final int BEFORE_AUTHENTICATION = -290;

    /** After authorization and the checks of bodies; the endpoint stands above 0. */
    private static final int BEFORE_THE_ENDPOINT = -10;

    void install(@Observes Router router) {
        router.route(LiveSocket.PATH).order(BEFORE_AUTHENTICATION).handler(new TokenCarrier());
        router.route(LiveSocket.PATH).order(BEFORE_THE_ENDPOINT).handler(new UpgradeForm());
    }
}
