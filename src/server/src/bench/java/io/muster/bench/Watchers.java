package io.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * People who watch: each has a socket open and notes when it hears of which versions. Each must hear every version once, in
 * order. On one thread.
 */
final class Watchers implements AutoCloseable {
    private static final String STEP = "\"step\":true";
    private static final String FIRST = "\"fromVersion\":";
    private static final String VERSION = "\"version\":";
    private static final int AT_ONCE = 100;

    /** The status of an upgrade. */
    private static final int OPEN = 101;

    private static final int PATIENCE_SECONDS = 60;

    /** One address has some 28 000 ports for connections to one port. */
    private static final int FROM_ONE_ADDRESS = 10_000;

    /** Files that a process has open besides its sockets: the crowd's connections, the database's, jars. */
    private static final int OTHER_FILES = 3_000;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<WebSocketClient> clients = new ArrayList<>();
    private final int[] reached;
    private long[] heard = new long[0];
    private int frames;
    private int last;
    private int waiting;
    private CompletableFuture<Void> all = new CompletableFuture<>();

    private Watchers(int size) {
        this.reached = new int[size];
        for (int from = 0; from < size; from += FROM_ONE_ADDRESS) {
            clients.add(vertx.createWebSocketClient(new WebSocketClientOptions()
                    .setMaxConnections(FROM_ONE_ADDRESS)
                    .setLocalAddress("127.0.0." + (1 + from / FROM_ONE_ADDRESS))));
        }
    }

    /**
     * Opens a socket for each token.
     *
     * @throws IllegalStateException if a process may not have so many files open
     */
    static Watchers open(Service service, List<String> tokens) throws IOException {
        long files = mostOpenFiles();
        if (tokens.size() + OTHER_FILES > files) {
            throw new IllegalStateException(tokens.size() + " sockets need " + (tokens.size() + OTHER_FILES)
                    + " open files a process, here " + files + ": ulimit -Hn");
        }
        Watchers audience = new Watchers(tokens.size());
        for (int from = 0; from < tokens.size(); from += AT_ONCE) {
            List<CompletableFuture<Long>> opening = new ArrayList<>();
            for (int i = from; i < Math.min(tokens.size(), from + AT_ONCE); i++) {
                opening.add(audience.open(service.port(), tokens.get(i), i));
            }
            opening.forEach(CompletableFuture::join);
        }
        return audience;
    }

    /**
     * Opens a socket for each token, all at once, and closes them.
     *
     * @return of each how long it took from the beginning of all, before it connected, to {@code welcome}
     */
    static Burst openings(Service service, List<String> tokens) {
        try (Watchers audience = new Watchers(tokens.size())) {
            long start = System.nanoTime();
            List<CompletableFuture<Long>> opening = new ArrayList<>();
            for (int i = 0; i < tokens.size(); i++) {
                opening.add(audience.open(service.port(), tokens.get(i), i));
            }
            List<Crowd.Answer> welcomes = opening.stream()
                    .map(welcome -> new Crowd.Answer(OPEN, welcome.join() - start, "", 0))
                    .toList();
            return Burst.of(welcomes, System.nanoTime() - start);
        }
    }

    /** The hard limit: a JVM raises its own up to that, and the service inherits it. */
    private static long mostOpenFiles() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.trim().split(" {2,}")[2])
                .mapToLong(limit -> limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit))
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** @return {@code nanoTime} of {@code welcome} */
    private CompletableFuture<Long> open(int port, String token, int number) {
        CompletableFuture<Long> welcome = new CompletableFuture<>();
        ClientWebSocket socket = clients.get(number / FROM_ONE_ADDRESS).webSocket();
        // Before it connects: asked for afterwards, from this thread, the first frame may have gone by.
        socket.textMessageHandler(text -> {
            if (text.contains("\"welcome\"")) {
                welcome.complete(System.nanoTime());
            } else {
                heard(number, text);
            }
        });
        socket.closeHandler(closed -> all.completeExceptionally(
                new IllegalStateException("a socket was closed with " + socket.closeStatusCode())));
        socket.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/api/ws")
                        .addHeader("Authorization", token)
                        .setAllowOriginHeader(false))
                .onFailure(welcome::completeExceptionally);
        return welcome.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void heard(int number, String text) {
        if (text.contains("\"resync\"")) {
            all.completeExceptionally(new IllegalStateException("a socket was told to fetch anew"));
        } else if (text.contains(STEP)) {
            int version = number(text, VERSION);
            note(number, text.contains(FIRST) ? number(text, FIRST) : version, version, System.nanoTime());
        }
    }

    private static int number(String text, String name) {
        int at = text.indexOf(name) + name.length();
        int end = at;
        while (Character.isDigit(text.charAt(end))) {
            end++;
        }
        return Integer.parseInt(text, at, end, 10);
    }

    private void note(int number, int first, int version, long nanos) {
        if (first != reached[number] + 1) {
            all.completeExceptionally(new IllegalStateException(
                    "versions " + first + " to " + version + " were heard after " + reached[number]));
            return;
        }
        reached[number] = version;
        if (heard.length < 2 * frames + 2) {
            heard = Arrays.copyOf(heard, Math.max(1_024, 2 * heard.length));
        }
        heard[2 * frames] = version;
        heard[2 * frames + 1] = nanos;
        frames++;
        if (version == last) {
            waiting--;
            if (waiting == 0) {
                all.complete(null);
            }
        }
    }

    /** Listens for a new event from now on, up to that version. */
    void expect(int lastVersion) {
        onThread(() -> {
            Arrays.fill(reached, 0);
            frames = 0;
            last = lastVersion;
            waiting = reached.length;
            all = new CompletableFuture<>();
        });
    }

    /**
     * What was heard, when everybody has heard everything: of each frame the last version and {@code nanoTime} by turns.
     *
     * @throws IllegalStateException if a version was missing or came twice, or not all came
     */
    long[] heard() {
        try {
            all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(waiting + " of " + reached.length + " have not heard everything", e);
        }
        return Arrays.copyOf(heard, 2 * frames);
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
