package io.muster.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A thousand people, each on a connection that stays open, who press at the same moment. */
final class Crowd implements AutoCloseable {
    private static final int SIZE = 1_000;
    private static final long LONGEST_MS = 30_000;
    private static final String PRESS = "{\"response\":\"accept\",\"role\":\"Server\"}";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions()
            .setMaxPoolSize(SIZE)
            .setKeepAlive(true)
            .setKeepAliveTimeout(600)
            .setConnectTimeout(10_000));
    private final List<String> people = Tokens.staff(SIZE);
    private final String manager = Tokens.manager();

    /** @param nanos from the start of the burst to the last byte of the answer */
    record Answer(int status, long nanos, String body) {}

    /** Their tokens. */
    List<String> people() {
        return people;
    }

    /** Publishes an event of one role. */
    String publish(Service service, int places) {
        JsonObject event = new JsonObject()
                .put("event_name", "Gala")
                .put("date", LocalDate.now(ZoneOffset.UTC).plusDays(14).toString())
                .put("status", "published")
                .put(
                        "roles",
                        new JsonArray()
                                .add(new JsonObject().put("role", "Server").put("count", places)));
        Answer made = send(service.port(), "/api/events", manager, event.encode(), System.nanoTime())
                .join();
        if (made.status != 201) {
            throw new IllegalStateException("no event made: " + made);
        }
        return new JsonObject(made.body).getString("id");
    }

    /** The first so many press ACCEPT, spread evenly over the processes. */
    Burst press(List<Service> services, String eventId, int people) {
        return burst(services, "/api/events/" + eventId + "/respond", people);
    }

    Burst ceiling(List<Service> services, int people) {
        return burst(services, "/api/bench/ceiling", people);
    }

    /**
     * As {@link #press}, with each answer.
     *
     * @param start {@code nanoTime} from which the answers' times count
     */
    List<Answer> answers(List<Service> services, String eventId, int people, long start) {
        return fire(services, "/api/events/" + eventId + "/respond", people, start);
    }

    private Burst burst(List<Service> services, String path, int size) {
        long start = System.nanoTime();
        List<Answer> answers = fire(services, path, size, start);
        return Burst.of(answers, System.nanoTime() - start);
    }

    private List<Answer> fire(List<Service> services, String path, int size, long start) {
        List<CompletableFuture<Answer>> begun = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int port = services.get(i % services.size()).port();
            begun.add(send(port, path, people.get(i), PRESS, start));
        }
        return begun.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Answer> send(int port, String path, String token, String body, long start) {
        CompletableFuture<Answer> answered = new CompletableFuture<>();
        RequestOptions options = new RequestOptions()
                .setHost("localhost")
                .setPort(port)
                .setMethod(HttpMethod.POST)
                .setURI(path)
                .setTimeout(LONGEST_MS)
                .putHeader("Authorization", token)
                .putHeader("Content-Type", "application/json");
        client.request(options)
                // Asked for from this thread, later, a body may have gone by.
                .compose(request -> request.send(body)
                        .compose(response -> response.body()
                                .map(bytes -> new Answer(
                                        response.statusCode(), System.nanoTime() - start, bytes.toString()))))
                .onSuccess(answered::complete)
                .onFailure(failure -> answered.complete(new Answer(0, System.nanoTime() - start, "" + failure)));
        return answered;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
