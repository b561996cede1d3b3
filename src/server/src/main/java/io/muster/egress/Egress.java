package io.muster.egress;

import java.util.Optional;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.core.net.ProxyOptions;
import org.jboss.logging.Logger;

/** Makes clients for requests to addresses that people name. A wrong proxy ends the start. */
@Startup
@Singleton
public final class Egress {
    private static final Logger LOG = Logger.getLogger(Egress.class);

    private final Vertx vertx;
    private final Optional<ProxyOptions> proxy;
    private final SystemLookup lookup = new SystemLookup();

    @Inject
    Egress(Vertx vertx, EgressConfig config) {
        this.vertx = vertx;
        this.proxy = Proxy.from(config);
        if (proxy.isPresent()) {
            LOG.info(
                    "requests to addresses that people name leave by MUSTER_EGRESS_PROXY, which decides where they may go");
        }
    }

    @PreDestroy
    void close() {
        lookup.close();
    }

    /** Whether a proxy decides where requests may go. */
    public boolean isLeftToProxy() {
        return proxy.isPresent();
    }

    /**
     * A client of its own connections, which its owner closes.
     *
     * @param allowed hosts besides the public ones
     * @param perHost connections to one address at a time
     */
    public EgressClient client(AllowedHosts allowed, int perHost) {
        return new EgressClient(vertx, new Destinations(allowed, lookup, proxy.isPresent()), proxy, perHost);
    }
}
