package io.muster.testing.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import io.muster.history.Entry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Clients of live updates that lose their connection and come back, to whichever process, with the last id they saw. */
public final class Wanderers implements AutoCloseable {
    private static final int ANSWER_SECONDS = 30;
    private static final int NOTHING_SAID = 1006;
    private static final int BACK_AFTER_MS = 100;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final WebSocketClient client = vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxConnections(10_000).setConnectTimeout(ANSWER_SECONDS * 1_000));

    /** One who has not connected yet. */
    public Wanderer wanderer(String token) {
        return new Wanderer(token);
    }

    private static int code(WebSocket closed) {
        Short code = closed.closeStatusCode();
        return code == null ? NOTHING_SAID : code;
    }

    /** Someone with a token, what came in, and at most one connection. Everything happens on the clients' one thread. */
    public final class Wanderer {
        private final String token;
        private final String name = "client " + System.identityHashCode(this);
        private final Map<String, List<Long>> steps = new HashMap<>();
        private final TreeMap<String, Integer> names = new TreeMap<>();
        private final List<JsonObject> kept = new ArrayList<>();
        private Optional<String> keeping = Optional.empty();
        private final List<Entry> written = new ArrayList<>();
        private Optional<String> lastEventId = Optional.empty();
        private Optional<WebSocket> socket = Optional.empty();
        private CompletableFuture<Integer> ended = new CompletableFuture<>();
        private int connection;
        private boolean gone;

        private Wanderer(String token) {
            this.token = token;
        }

        /** Frames of this name are kept: only versions and counts are otherwise, since hundreds hear thousands. */
        public Wanderer keeping(String name) {
            keeping = Optional.of(name);
            return this;
        }

        /** @return done with the welcome */
        public CompletableFuture<JsonObject> connect(int port) {
            CompletableFuture<JsonObject> welcome = new CompletableFuture<>();
            vertx.runOnContext(now -> {
                int mine = ++connection;
                client.connect(new WebSocketConnectOptions()
                                .setHost("localhost")
                                .setPort(port)
                                .setURI("/api/ws"
                                        + lastEventId
                                                .map(id -> "?lastEventId=" + id)
                                                .orElse(""))
                                .addHeader("Authorization", "Bearer " + token)
                                .setAllowOriginHeader(false))
                        .onFailure(welcome::completeExceptionally)
                        .onSuccess(opened -> {
                            if (mine != connection) {
                                opened.close();
                                return;
                            }
                            socket = Optional.of(opened);
                            CompletableFuture<Integer> end = new CompletableFuture<>();
                            ended = end;
                            opened.exceptionHandler(broken -> {});
                            opened.closeHandler(closed -> {
                                end.complete(code(opened));
                                welcome.completeExceptionally(new IllegalStateException("closed without a welcome"));
                            });
                            opened.textMessageHandler(text -> {
                                if (mine == connection) {
                                    heard(new JsonObject(text), welcome);
                                }
                            });
                        });
            });
            return welcome.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS);
        }

        private void heard(JsonObject frame, CompletableFuture<JsonObject> welcome) {
            Optional.ofNullable(frame.getString("id")).ifPresent(id -> lastEventId = Optional.of(id));
            write(frame);
            if (frame.getString("event").equals("welcome")) {
                welcome.complete(frame);
            } else {
                count(frame);
            }
        }

        private void count(JsonObject frame) {
            String name = frame.getString("event");
            names.merge(name, 1, Integer::sum);
            JsonObject data = frame.getJsonObject("data", new JsonObject());
            if (data.getBoolean("step", false)) {
                long last = data.getLong("version");
                LongStream.rangeClosed(data.getLong("fromVersion", last), last)
                        .forEach(steps.computeIfAbsent(data.getString("eventId"), event -> new ArrayList<>())::add);
            }
            if (keeping.filter(name::equals).isPresent()) {
                kept.add(frame);
            }
        }

        private void write(JsonObject frame) {
            String name = frame.getString("event");
            JsonObject data = frame.getJsonObject("data", new JsonObject());
            written.add(
                    name.equals("welcome")
                            ? new Entry.Opened(this.name, System.nanoTime())
                            : new Entry.Heard(
                                    this.name,
                                    System.nanoTime(),
                                    name.intern(),
                                    Optional.ofNullable(data.getString("eventId"))
                                            .map(String::intern),
                                    Optional.ofNullable(data.getLong("fromVersion")),
                                    Optional.ofNullable(data.getLong("version")),
                                    data.getBoolean("step", false),
                                    Optional.ofNullable(data.getInteger("acceptedCount")),
                                    Optional.ofNullable(data.getInteger("declinedCount")),
                                    places(data.getJsonArray("roleStats", new JsonArray()))));
        }

        private static List<Entry.Places> places(JsonArray stats) {
            return stats.stream()
                    .map(JsonObject.class::cast)
                    .map(role -> new Entry.Places(
                            role.getString("role").intern(), role.getInteger("capacity"), role.getInteger("taken")))
                    .toList();
        }

        /**
         * What it was told, for a judge.
         *
         * @param settled whether it has waited for all that was to come
         */
        public List<Entry> history(boolean settled) {
            return onThread(() -> {
                        List<Entry> history = new ArrayList<>(written);
                        if (settled) {
                            history.add(new Entry.Settled(name));
                        }
                        return history;
                    })
                    .join();
        }

        /** Connects, and comes back a moment after each loss, until it is told to leave. @return done with the first welcome */
        public CompletableFuture<JsonObject> stay(IntSupplier port) {
            CompletableFuture<JsonObject> first = new CompletableFuture<>();
            comeBack(port, first);
            return first.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS);
        }

        private void comeBack(IntSupplier port, CompletableFuture<JsonObject> first) {
            connect(port.getAsInt()).whenComplete((welcome, failure) -> {
                if (welcome != null) {
                    first.complete(welcome);
                }
                CompletableFuture<?> end = failure == null ? ended : CompletableFuture.completedFuture(0);
                end.thenCompose(over -> after(BACK_AFTER_MS)).thenRun(() -> {
                    if (!gone) {
                        comeBack(port, first);
                    }
                });
            });
        }

        /** For good. */
        public void leave() {
            onThread(() -> gone = true).join();
            lose().join();
        }

        /** What the connection is closed with, once it is; 1006 where nothing was said. */
        public CompletableFuture<Integer> closeCode() {
            return onThread(() -> ended).thenCompose(end -> end).orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS);
        }

        /** The connection is lost, with whatever is on the way. */
        public CompletableFuture<Void> lose() {
            return onThread(() -> {
                connection++;
                socket.ifPresent(WebSocket::close);
                socket = Optional.empty();
                return null;
            });
        }

        /** Comes back after so many milliseconds, and again, each time to the next of some processes. */
        public CompletableFuture<Void> wander(List<Integer> pausesMs, List<Integer> ports) {
            CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
            for (int i = 0; i < pausesMs.size(); i++) {
                int pause = pausesMs.get(i);
                int port = ports.get(i % ports.size());
                done = done.thenCompose(before -> after(pause))
                        .thenCompose(now -> lose())
                        .thenCompose(lost -> connect(port))
                        .thenApply(welcome -> null);
            }
            return done;
        }

        private CompletableFuture<Void> after(int ms) {
            CompletableFuture<Void> elapsed = new CompletableFuture<>();
            vertx.setTimer(Math.max(1, ms), timer -> elapsed.complete(null));
            return elapsed;
        }

        /** The versions told of an event, in the order in which they came; of a frame for several, each. */
        public List<Long> steps(String eventId) {
            return onThread(() -> List.copyOf(steps.getOrDefault(eventId, List.of())))
                    .join();
        }

        /** The frames that were kept. */
        public List<JsonObject> kept() {
            return onThread(() -> List.copyOf(kept)).join();
        }

        /** How many frames of each name have come. */
        public TreeMap<String, Integer> names() {
            return onThread(() -> new TreeMap<>(names)).join();
        }

        private <T> CompletableFuture<T> onThread(Supplier<T> task) {
            CompletableFuture<T> done = new CompletableFuture<>();
            vertx.runOnContext(now -> {
                try {
                    done.complete(task.get());
                } catch (RuntimeException | Error failure) {
                    done.completeExceptionally(failure);
                }
            });
            return done;
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
