package io.muster.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;

/** People who watch: each has a socket open and notes when it hears of which version. On one thread. */
final class Watchers implements AutoCloseable {
    private static final String STEP = "\"step\":true";
    private static final String VERSION = "\"version\":";
    private static final int AT_ONCE = 100;
    private static final int PATIENCE_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final WebSocketClient client =
            vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(20_000));
    private final int size;
    private long[] heard = new long[1];
    private int steps;
    private CompletableFuture<Void> all = new CompletableFuture<>();

    private Watchers(int size) {
        this.size = size;
    }

    /** Opens a socket for each token. */
    static Watchers open(Service service, List<String> tokens) {
        Watchers audience = new Watchers(tokens.size());
        for (int from = 0; from < tokens.size(); from += AT_ONCE) {
            List<CompletableFuture<Void>> opening = new ArrayList<>();
            for (String token : tokens.subList(from, Math.min(tokens.size(), from + AT_ONCE))) {
                opening.add(audience.open(service.port(), token));
            }
            opening.forEach(CompletableFuture::join);
        }
        return audience;
    }

    private CompletableFuture<Void> open(int port, String token) {
        CompletableFuture<Void> welcome = new CompletableFuture<>();
        ClientWebSocket socket = client.webSocket();
        // Before it connects: asked for afterwards, from this thread, the first frame may have gone by.
        socket.textMessageHandler(text -> {
            if (text.contains("\"welcome\"")) {
                welcome.complete(null);
            } else {
                heard(text);
            }
        });
        socket.connect(new WebSocketConnectOptions()
                        .setHost("localhost")
                        .setPort(port)
                        .setURI("/api/ws")
                        .addHeader("Authorization", token)
                        .setAllowOriginHeader(false))
                .onFailure(welcome::completeExceptionally);
        return welcome.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void heard(String text) {
        if (text.contains(STEP)) {
            int at = text.indexOf(VERSION) + VERSION.length();
            int end = at;
            while (Character.isDigit(text.charAt(end))) {
                end++;
            }
            note(Integer.parseInt(text, at, end, 10), System.nanoTime());
        }
    }

    private void note(int version, long nanos) {
        if (steps < heard.length / 2) {
            heard[2 * steps] = version;
            heard[2 * steps + 1] = nanos;
        }
        steps++;
        if (2 * steps == heard.length) {
            all.complete(null);
        }
    }

    /** Listens for so many steps of each from now on. */
    void expect(int stepsEach) {
        onThread(() -> {
            heard = new long[2 * stepsEach * size];
            steps = 0;
            all = new CompletableFuture<>();
        });
    }

    /** What was heard, when everybody has heard everything: version and {@code nanoTime} by turns. */
    long[] heard() {
        try {
            all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(steps + " of " + heard.length / 2 + " steps were heard", e);
        }
        return Arrays.copyOf(heard, heard.length);
    }

    private void onThread(Runnable task) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        vertx.runOnContext(now -> {
            task.run();
            done.complete(null);
        });
        done.join();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
