package io.muster.egress;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.tracing.TracingPolicy;

/**
 * Posts bytes to https addresses on port 443 of the public internet, and to hosts that the settings allow. The host is looked up and
 * checked for each request, and the connection is made to the address that was checked, in the host's name. Redirects are not followed.
 * Of an answer its status is kept. Nothing of it is traced or logged: paths may be secrets.
 */
public final class EgressClient {
    /** A request with its answer, from the lookup on. */
    public static final Duration WITHIN = Duration.ofSeconds(15);

    static final Duration CONNECT = Duration.ofSeconds(5);

    private static final int WAITING_PER_HOST = 10_000;
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Context context;
    private final Destinations destinations;
    private final HttpClient client;
    private final Duration within;

    EgressClient(Vertx vertx, Destinations destinations, Optional<ProxyOptions> proxy, int perHost) {
        this(vertx, destinations, options(perHost, proxy, Optional.empty()), WITHIN);
    }

    EgressClient(Vertx vertx, Destinations destinations, HttpClientOptions options, Duration within) {
        this.context = vertx.getOrCreateContext();
        this.destinations = destinations;
        // Without a handler what a receiver says wrongly is logged as an error. The request whose connection it is
        // fails by itself.
        this.client = vertx.createHttpClient(options)
                .connectionHandler(connection -> connection.exceptionHandler(told -> connection.close()));
        this.within = within;
    }

    static HttpClientOptions options(int perHost, Optional<ProxyOptions> proxy, Optional<TrustOptions> trust) {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(true)
                .setVerifyHost(true)
                .setMaxPoolSize(perHost)
                .setMaxWaitQueueSize(WAITING_PER_HOST)
                .setConnectTimeout((int) CONNECT.toMillis())
                .setSslHandshakeTimeout(CONNECT.toSeconds())
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setKeepAliveTimeout((int) IDLE.toSeconds())
                .setDecompressionSupported(false)
                .setTracingPolicy(TracingPolicy.IGNORE);
        proxy.ifPresent(options::setProxyOptions);
        trust.ifPresent(options::setTrustOptions);
        return options;
    }

    /** Whether it may be sent to as far as its text says: for a check before it is stored. */
    public boolean mayBe(EgressUrl url) {
        return destinations.mayBe(url);
    }

    /** Posts once. It never fails: what became of it says the answer, within {@link #WITHIN}. */
    public Uni<EgressAnswer> post(EgressUrl url, Map<String, String> headers, Buffer body) {
        return Uni.createFrom().emitter(asker -> {
            Post post = new Post(client, context, url, headers, body, within, asker::complete);
            asker.onTermination(post::giveUp);
            context.runOnContext(ignored -> post.start(destinations));
        });
    }

    public void close() {
        client.close();
    }
}
