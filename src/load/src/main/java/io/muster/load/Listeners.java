package io.muster.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.muster.history.Entry.Heard;
import io.muster.history.Entry.Opened;
import io.muster.history.Entry.Settled;
import io.muster.load.CrowdTokens.Person;

/**
 * Clients with a socket that record each frame. Closing waits until they have received everything, for at most half a
 * minute.
 */
final class Listeners implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 50;
    private static final int EXCHANGED = 20;
    private static final int BACK_AFTER_MS = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Run run;
    private final URI address;
    private final List<Listener> all = new ArrayList<>();
    private int next;

    private Listeners(Run run) {
        this.run = run;
        String url = run.target().resolve("/api/ws").toString();
        this.address = URI.create("ws" + url.substring("http".length()));
    }

    /**
     * Opens a socket for each of so many people, after those who respond.
     *
     * @param writingDown how many of them record frames; the frames of all of them in a long load would need too much
     *     memory
     */
    static Listeners open(Run run, int count, int writingDown) {
        Listeners listeners = new Listeners(run);
        List<Person> people = run.tokens().people();
        int first = people.size() - count;
        for (int i = 0; i < count; i++) {
            listeners.all.add(listeners.new Listener(people.get(first + i), i < writingDown));
        }
        for (int from = 0; from < count; from += AT_ONCE) {
            List<CompletableFuture<Void>> opening =
                    listeners.all.subList(from, Math.min(count, from + AT_ONCE)).stream()
                            .map(Listener::open)
                            .toList();
            opening.forEach(CompletableFuture::join);
        }
        return listeners;
    }

    /** Some of them lose their connection and resume with their last id. */
    void exchangeSome() {
        for (int i = 0; i < Math.min(EXCHANGED, all.size()); i++) {
            Listener listener = all.get(next++ % all.size());
            listener.close();
            listener.open().join();
        }
    }

    @Override
    public void close() {
        try {
            awaitAllHeard();
        } finally {
            all.forEach(Listener::leave);
        }
    }

    private void awaitAllHeard() {
        Map<String, Long> last = new HashMap<>();
        run.events().forEach(event -> last.put(event, run.api().stored(event).version()));
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < limit && !all.stream().allMatch(listener -> listener.hasHeard(last))) {
            Api.pause(Duration.ofMillis(20));
        }
        long deaf = all.stream().filter(listener -> !listener.hasHeard(last)).count();
        if (deaf > 0) {
            run.recorder().complain(deaf + " of " + all.size() + " listeners have not heard everything");
        }
        all.forEach(Listener::settle);
    }

    private final class Listener implements WebSocket.Listener {
        private final Person person;
        private final boolean writesDown;
        private final Map<String, Long> told = new ConcurrentHashMap<>();
        private final StringBuilder text = new StringBuilder();
        private final Set<WebSocket> left = ConcurrentHashMap.newKeySet();
        private volatile boolean gone;
        private volatile String lastId = "";
        private volatile Optional<WebSocket> socket = Optional.empty();
        private volatile CompletableFuture<Void> welcome = new CompletableFuture<>();

        Listener(Person person, boolean writesDown) {
            this.person = person;
            this.writesDown = writesDown;
        }

        /** @return completes with the welcome */
        CompletableFuture<Void> open() {
            CompletableFuture<Void> welcomed = new CompletableFuture<>();
            welcome = welcomed;
            URI uri = lastId.isEmpty() ? address : URI.create(address + "?lastEventId=" + lastId);
            return http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + person.token())
                    .buildAsync(uri, this)
                    .thenCompose(opened -> {
                        socket = Optional.of(opened);
                        return welcomed;
                    })
                    .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        /** The service closes sockets that are too slow, and all when it stops: they reconnect. */
        @Override
        public CompletionStage<?> onClose(WebSocket closed, int code, String reason) {
            comeBack(closed);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket broken, Throwable error) {
            comeBack(broken);
        }

        private void comeBack(WebSocket from) {
            if (!gone && !left.contains(from)) {
                left.add(from);
                CompletableFuture.delayedExecutor(BACK_AFTER_MS, TimeUnit.MILLISECONDS)
                        .execute(() -> open().whenComplete((welcomed, failure) -> {
                            if (failure != null) {
                                run.recorder().complain("a listener cannot come back: " + failure);
                            }
                        }));
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            synchronized (this) {
                if (!left.contains(from)) {
                    text.append(data);
                    if (isLast) {
                        hear(text.toString());
                        text.setLength(0);
                    }
                }
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void hear(String frame) {
            JsonNode json = json(frame);
            String name = json.path("event").asText();
            if (json.hasNonNull("id")) {
                lastId = json.path("id").asText();
            }
            if (name.equals("welcome")) {
                write(new Opened(person.userKey(), System.nanoTime()));
                welcome.complete(null);
                return;
            }
            JsonNode data = json.path("data");
            boolean step = data.path("step").asBoolean();
            Optional<String> event = data.hasNonNull("eventId")
                    ? Optional.of(data.path("eventId").asText())
                    : Optional.empty();
            write(new Heard(
                    person.userKey(),
                    System.nanoTime(),
                    name,
                    event,
                    version(data, "fromVersion"),
                    version(data, "version"),
                    step,
                    number(data, "acceptedCount"),
                    number(data, "declinedCount"),
                    Api.places(data.path("roleStats"))));
            if (step) {
                event.ifPresent(id -> told.put(id, data.path("version").asLong()));
            }
        }

        private static Optional<Long> version(JsonNode data, String name) {
            return data.hasNonNull(name) ? Optional.of(data.path(name).asLong()) : Optional.empty();
        }

        private static Optional<Integer> number(JsonNode data, String name) {
            return data.hasNonNull(name) ? Optional.of(data.path(name).asInt()) : Optional.empty();
        }

        private void write(io.muster.history.Entry entry) {
            if (writesDown) {
                run.recorder().add(entry);
            }
        }

        boolean hasHeard(Map<String, Long> last) {
            return last.entrySet().stream()
                    .allMatch(event ->
                            event.getValue() <= 1 || told.getOrDefault(event.getKey(), 0L) >= event.getValue());
        }

        void settle() {
            write(new Settled(person.userKey()));
        }

        /** With outstanding frames. */
        void close() {
            socket.ifPresent(open -> {
                synchronized (this) {
                    left.add(open);
                    text.setLength(0);
                }
                open.abort();
            });
            socket = Optional.empty();
        }

        /** For good. */
        void leave() {
            gone = true;
            close();
        }
    }

    private static JsonNode json(String frame) {
        try {
            return JSON.readTree(frame);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a frame that is no JSON", e);
        }
    }
}
