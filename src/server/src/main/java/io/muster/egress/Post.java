package io.muster.egress;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import javax.net.ssl.SSLException;

import io.muster.egress.EgressAnswer.Outcome;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** One request, on one event loop. Once its time is over, or nobody waits for it any more, its connection is closed. */
final class Post {
    /** Of an answer's body so much is read, for the connection's next use; with more it is closed. */
    static final int BODY_BYTES = 16 * 1024;

    /** How long an answer's body may take once its head has come. */
    private static final Duration BODY_WITHIN = Duration.ofSeconds(1);

    private static final int RETRY_AFTER_CHARS = 100;

    private final HttpClient client;
    private final Context context;
    private final EgressUrl url;
    private final Map<String, String> headers;
    private final Buffer body;
    private final Duration within;
    private final Consumer<EgressAnswer> asker;
    private final long begun = System.nanoTime();
    private @Nullable HttpClientRequest request;
    private boolean isOver;
    private long timer;
    private long read;

    Post(
            HttpClient client,
            Context context,
            EgressUrl url,
            Map<String, String> headers,
            Buffer body,
            Duration within,
            Consumer<EgressAnswer> asker) {
        this.client = client;
        this.context = context;
        this.url = url;
        this.headers = headers;
        this.body = body;
        this.within = within;
        this.asker = asker;
    }

    void start(Destinations destinations) {
        timer = context.owner().setTimer(within.toMillis(), ignored -> end(Outcome.TIMEOUT));
        destinations
                .of(url)
                .subscribe()
                .with(
                        found -> context.runOnContext(ignored -> connect(found)),
                        unknown -> context.runOnContext(ignored -> end(Outcome.UNREACHABLE)));
    }

    private void connect(List<SocketAddress> addresses) {
        if (addresses.isEmpty()) {
            end(Outcome.FORBIDDEN);
            return;
        }
        tryAddress(addresses, 0);
    }

    private void tryAddress(List<SocketAddress> addresses, int at) {
        if (isOver) {
            return;
        }
        client.request(options(addresses.get(at)))
                .onComplete(result -> context.runOnContext(ignored -> {
                    if (result.succeeded()) {
                        send(result.result());
                    } else if (isUnreachable(result.cause()) && at + 1 < addresses.size()) {
                        tryAddress(addresses, at + 1);
                    } else {
                        end(notConnected(result.cause()));
                    }
                }));
    }

    private RequestOptions options(SocketAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(address)
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(true)
                .setURI(url.target())
                .setFollowRedirects(false);
    }

    private void send(HttpClientRequest connected) {
        request = connected;
        if (isOver) {
            connected.reset();
            return;
        }
        headers.forEach(connected::putHeader);
        connected.exceptionHandler(broken -> end(Outcome.BROKEN));
        connected.send(body).onComplete(result -> {
            if (result.succeeded()) {
                answered(result.result());
            } else {
                end(Outcome.BROKEN);
            }
        });
    }

    private void answered(HttpClientResponse response) {
        if (isOver) {
            return;
        }
        EgressAnswer answer = new EgressAnswer(Outcome.ANSWERED, response.statusCode(), retryAfter(response), took());
        response.exceptionHandler(broken -> end(answer, true));
        response.handler(bytes -> {
            read += bytes.length();
            if (read > BODY_BYTES) {
                end(answer, true);
            }
        });
        response.endHandler(ignored -> end(answer, false));
        context.owner().cancelTimer(timer);
        timer = context.owner().setTimer(BODY_WITHIN.toMillis(), ignored -> end(answer, true));
    }

    private static String retryAfter(HttpClientResponse response) {
        String value = response.getHeader("Retry-After");
        return value == null || value.length() > RETRY_AFTER_CHARS ? "" : value;
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof ConnectException;
    }

    private static Outcome notConnected(Throwable cause) {
        for (Throwable it = cause; it != null; it = it.getCause()) {
            if (it instanceof SSLException) {
                return Outcome.TLS;
            }
        }
        return Outcome.UNREACHABLE;
    }

    /** Nobody waits for it any more. */
    void giveUp() {
        context.runOnContext(ignored -> end(Outcome.TIMEOUT));
    }

    private void end(Outcome outcome) {
        end(EgressAnswer.without(outcome, took()), true);
    }

    private void end(EgressAnswer answer, boolean isCut) {
        if (isOver) {
            return;
        }
        isOver = true;
        context.owner().cancelTimer(timer);
        if (isCut && request != null) {
            request.reset();
        }
        asker.accept(answer);
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
