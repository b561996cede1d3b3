package io.muster.bench;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A thousand people, each on a connection that stays open, who press at the same moment. */
final class Crowd implements AutoCloseable {
    private static final int SIZE = 1_000;
    private static final int FORTNIGHT = 14;
    private static final long LONGEST_MS = 30_000;
    private static final int UNAVAILABLE = 503;
    private static final int UNDER_WAY = 409;
    private static final String CEILING = "/api/bench/ceiling";
    private static final String LEAVE = "{\"response\":\"decline\"}";
    private static final String PRESS = "{\"response\":\"accept\",\"role\":\"Server\"}";

    /** A person and what the person sends. */
    record Sent(String token, String body) {}

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions()
            .setMaxPoolSize(SIZE)
            .setKeepAlive(true)
            .setKeepAliveTimeout(600)
            .setConnectTimeout(10_000));
    private final List<String> people = BenchTokens.staff(SIZE);
    private final String manager = BenchTokens.manager();

    /**
     * @param nanos from the start of the burst to the last byte of the answer
     * @param length of the body as it came, in bytes
     */
    record Answer(int status, long nanos, String body, int length) {}

    /** Their tokens. */
    List<String> people() {
        return people;
    }

    /** Publishes an event of one role. */
    String publish(Service service, int places) {
        return publish(service, List.of(new JsonObject().put("role", "Server").put("count", places)));
    }

    /** Publishes an event of these roles. */
    String publish(Service service, List<JsonObject> roles) {
        return publish(service, roles, FORTNIGHT);
    }

    /** The same in so many days. */
    String publish(Service service, List<JsonObject> roles, int inDays) {
        JsonObject event = new JsonObject()
                .put("event_name", "Gala")
                .put("date", LocalDate.now(ZoneOffset.UTC).plusDays(inDays).toString())
                .put("status", "published")
                .put("roles", new JsonArray(roles));
        Answer made = send(service.port(), "/api/events", manager, event.encode(), System.nanoTime())
                .join();
        if (made.status != 201) {
            throw new IllegalStateException("no event made: " + made);
        }
        return new JsonObject(made.body).getString("id");
    }

    /** From now on the manager's firm does this about places at the same time: {@code refuse}, {@code warn} or {@code allow}. */
    void rule(Service service, String overlap) {
        RequestOptions options = options(HttpMethod.PATCH, service.port(), "/api/firm", manager)
                .putHeader("Content-Type", "application/json");
        Answer changed = send(
                        options,
                        Buffer.buffer(new JsonObject().put("overlap", overlap).encode()),
                        System.nanoTime())
                .join();
        if (changed.status != 200) {
            throw new IllegalStateException("the firm has no rule: " + changed);
        }
    }

    /** Puts the people of a sheet on the firm's list; again, where it was cut off. */
    void members(Service service, String sheet) {
        Answer read;
        do {
            RequestOptions options = options(HttpMethod.POST, service.port(), "/api/members/import", manager)
                    .putHeader("Content-Type", "text/csv; charset=utf-8");
            read = send(options, Buffer.buffer(sheet), System.nanoTime()).join();
        } while (read.status == UNAVAILABLE || read.status == UNDER_WAY);
        if (read.status != 200
                || !new JsonObject(read.body).getJsonArray("errors").isEmpty()) {
            throw new IllegalStateException("not all are on the list: " + read);
        }
    }

    /** What the manager reads at these paths, one after the other. */
    List<Answer> read(Service service, List<String> paths) {
        return paths.stream()
                .map(path -> send(get(service.port(), path, manager), Buffer.buffer(), System.nanoTime())
                        .join())
                .toList();
    }

    /** The first so many press ACCEPT, spread evenly over the processes. */
    Burst press(List<Service> services, String eventId, int people) {
        return burst(services, "/api/events/" + eventId + "/respond", people);
    }

    /** Everybody sends what is theirs, at once. */
    Burst send(Service service, String eventId, List<Sent> all) {
        String path = "/api/events/" + eventId + "/respond";
        long start = System.nanoTime();
        List<CompletableFuture<Answer>> begun = all.stream()
                .map(each -> send(service.port(), path, each.token, each.body, start))
                .toList();
        List<Answer> answers = begun.stream().map(CompletableFuture::join).toList();
        return Burst.of(answers, System.nanoTime() - start);
    }

    /**
     * The first so many accept and decline in turns, spread evenly over the processes, each as soon as the answer before is there,
     * until so much time is over.
     *
     * @return of each process, its answers; each answer's time counts from when it was asked for
     */
    List<List<Answer>> sustain(List<Service> services, String eventId, int people, Duration length) {
        String path = "/api/events/" + eventId + "/respond";
        long end = System.nanoTime() + length.toNanos();
        List<List<Answer>> answers = new ArrayList<>();
        services.forEach(service -> answers.add(Collections.synchronizedList(new ArrayList<>())));
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            int process = i % services.size();
            all.add(goOn(services.get(process).port(), path, this.people.get(i), 0, end, answers.get(process)));
        }
        all.forEach(CompletableFuture::join);
        return answers;
    }

    private CompletableFuture<Void> goOn(
            int port, String path, String token, int turn, long end, List<Answer> answers) {
        long now = System.nanoTime();
        if (now >= end) {
            return CompletableFuture.completedFuture(null);
        }
        return send(port, path, token, turn % 2 == 0 ? PRESS : LEAVE, now).thenCompose(answer -> {
            answers.add(new Answer(answer.status, answer.nanos, "", answer.length));
            return goOn(port, path, token, turn + 1, end, answers);
        });
    }

    /** The first so many read what is at a path, compressed. */
    Burst look(List<Service> services, String path, int people) {
        long start = System.nanoTime();
        List<CompletableFuture<Answer>> begun = new ArrayList<>(people);
        for (int i = 0; i < people; i++) {
            int port = services.get(i % services.size()).port();
            begun.add(send(get(port, path, this.people.get(i)), Buffer.buffer(), start));
        }
        List<Answer> answers = begun.stream().map(CompletableFuture::join).toList();
        return Burst.of(answers, System.nanoTime() - start);
    }

    /** The length in bytes of what one person reads at a path. */
    int length(Service service, String path) {
        Answer answer = send(get(service.port(), path, people.get(0)), Buffer.buffer(), System.nanoTime())
                .join();
        if (answer.status != 200) {
            throw new IllegalStateException("nothing to read at " + path + ": " + answer);
        }
        return answer.length;
    }

    Burst ceiling(List<Service> services, int people) {
        return burst(services, CEILING, people);
    }

    /** The same with tokens that the service has to verify first. */
    Supplier<Burst> unseen(List<Service> services, int people) {
        List<String> tokens = BenchTokens.unseen(people);
        return () -> {
            long start = System.nanoTime();
            List<Answer> answers = fire(services, CEILING, tokens, start);
            return Burst.of(answers, System.nanoTime() - start);
        };
    }

    /** When each version of an event was committed, by {@code nanoTime}: of a service that notes it. */
    Map<Long, Long> commits(Service service, String eventId) {
        Answer answer = send(
                        get(service.port(), "/api/bench/commits/" + eventId, people.get(0)),
                        Buffer.buffer(),
                        System.nanoTime())
                .join();
        if (answer.status != 200) {
            throw new IllegalStateException("no times of commits: " + answer);
        }
        Map<Long, Long> commits = new HashMap<>();
        new JsonObject(answer.body)
                .forEach(time -> commits.put(Long.valueOf(time.getKey()), ((Number) time.getValue()).longValue()));
        return commits;
    }

    private Burst burst(List<Service> services, String path, int size) {
        long start = System.nanoTime();
        List<Answer> answers = fire(services, path, people.subList(0, size), start);
        return Burst.of(answers, System.nanoTime() - start);
    }

    private List<Answer> fire(List<Service> services, String path, List<String> tokens, long start) {
        List<CompletableFuture<Answer>> begun = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            int port = services.get(i % services.size()).port();
            begun.add(send(port, path, tokens.get(i), PRESS, start));
        }
        return begun.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Answer> send(int port, String path, String token, String body, long start) {
        RequestOptions options =
                options(HttpMethod.POST, port, path, token).putHeader("Content-Type", "application/json");
        return send(options, Buffer.buffer(body), start);
    }

    private static RequestOptions get(int port, String path, String token) {
        return options(HttpMethod.GET, port, path, token).putHeader("Accept-Encoding", "gzip");
    }

    private static RequestOptions options(HttpMethod method, int port, String path, String token) {
        return new RequestOptions()
                .setHost("localhost")
                .setPort(port)
                .setMethod(method)
                .setURI(path)
                .setTimeout(LONGEST_MS)
                .putHeader("Authorization", token);
    }

    private CompletableFuture<Answer> send(RequestOptions options, Buffer body, long start) {
        CompletableFuture<Answer> answered = new CompletableFuture<>();
        client.request(options)
                // Asked for from this thread, later, a body may have gone by.
                .compose(request -> (body.length() == 0 ? request.send() : request.send(body))
                        .compose(response -> response.body()
                                .map(bytes -> new Answer(
                                        response.statusCode(),
                                        System.nanoTime() - start,
                                        bytes.toString(),
                                        bytes.length()))))
                .onSuccess(answered::complete)
                .onFailure(failure -> answered.complete(new Answer(0, System.nanoTime() - start, "" + failure, 0)));
        return answered;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
