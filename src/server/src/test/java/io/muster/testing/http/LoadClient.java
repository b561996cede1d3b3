package io.muster.testing.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * Many clients at once, each with a keep-alive connection of its own. It repeats nothing by itself. Answers that it waits for are
 * held against the contract (docs/api.md#calls).
 */
public final class LoadClient implements AutoCloseable {
    /** Longer than any answer may take (10 s): beyond it a call counts as never answered. */
    private static final Duration NEVER = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final HttpClient client;
    private final IntPredicate held;

    /** @param connections to each process, at most; each carries one call at a time */
    public LoadClient(int connections) {
        this(connections, port -> true);
    }

    /**
     * A client of several versions of the service.
     *
     * @param held whether the process at a port is held to this version's contract
     */
    public LoadClient(int connections, IntPredicate held) {
        this.held = held;
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setKeepAlive(true)
                .setKeepAliveTimeout(600)
                .setConnectTimeout(5_000));
    }

    /** Opens that many connections to the process, so that a burst measures the service and not the handshake. */
    public void connect(int port, int connections) {
        Call nothing =
                new Call(port, HttpMethod.GET, "/api/events", java.util.Map.of(), Optional.empty(), Optional.empty());
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            calls.add(nothing);
        }
        fire(calls);
    }

    /** Sends all of them at once and waits until each is answered, broken, or given up. */
    public List<Answer> fire(List<Call> calls) {
        List<CompletableFuture<Answer>> answers =
                calls.stream().map(this::begin).toList();
        // Once all are there: what it takes to look at an answer would hold up the others.
        List<Answer> all = answers.stream().map(LoadClient::await).toList();
        all.forEach(this::checked);
        return all;
    }

    public Answer send(Call call) {
        return checked(await(begin(call)));
    }

    /** The answer itself; fails if it is not as this version's contract says, though it should be. */
    public Answer checked(Answer answer) {
        return held.test(answer.call().port()) ? answer.checked() : answer;
    }

    /** Sends it; the answer comes, with an error inside where there is none, and never fails. */
    public CompletableFuture<Answer> begin(Call call) {
        CompletableFuture<Answer> answered = new CompletableFuture<>();
        long start = System.nanoTime();
        client.request(options(call))
                .compose(request -> whole(request, call))
                .onComplete(got -> answered.complete(
                        got.succeeded()
                                ? new Answer(
                                        call,
                                        start,
                                        System.nanoTime(),
                                        got.result().status,
                                        got.result().json(),
                                        Optional.empty())
                                : new Answer(
                                        call,
                                        start,
                                        System.nanoTime(),
                                        0,
                                        new JsonObject(),
                                        Optional.of(String.valueOf(got.cause())))));
        return answered;
    }

    /** Sends it; once it is written, running what comes hangs up. Nobody waits for the answer. */
    public CompletableFuture<Runnable> sendToHangUp(Call call) {
        CompletableFuture<Runnable> written = new CompletableFuture<>();
        client.request(options(call))
                .compose(request -> {
                    headers(request, call);
                    Runnable hangUp = () -> request.connection().close();
                    return request.end(Buffer.buffer(call.body().orElse(""))).map(done -> hangUp);
                })
                .onSuccess(written::complete)
                .onFailure(written::completeExceptionally);
        return written;
    }

    private static RequestOptions options(Call call) {
        return new RequestOptions()
                .setHost("localhost")
                .setPort(call.port())
                .setMethod(call.method())
                .setURI(call.path())
                .setTimeout(NEVER.toMillis());
    }

    /** The body is asked for on the connection's own thread: asked for from another, later, it may have gone by. */
    private static Future<Whole> whole(HttpClientRequest request, Call call) {
        headers(request, call);
        return call.body()
                .map(request::send)
                .orElseGet(request::send)
                .compose(response -> response.body().map(body -> new Whole(response.statusCode(), body)));
    }

    private static void headers(HttpClientRequest request, Call call) {
        call.headers().forEach(request::putHeader);
        if (call.body().isPresent() && !call.headers().containsKey("Content-Type")) {
            request.putHeader("Content-Type", "application/json");
        }
        call.body()
                .ifPresent(body -> request.putHeader(
                        "Content-Length", "" + Buffer.buffer(body).length()));
    }

    private static Answer await(CompletableFuture<Answer> answer) {
        try {
            return answer.get(NEVER.toMillis() * 3, TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new AssertionError("the client itself gave no account of a call", e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private record Whole(int status, Buffer body) {
        JsonObject json() {
            try {
                return body.length() == 0 ? new JsonObject() : new JsonObject(body);
            } catch (DecodeException | ClassCastException notAnObject) {
                return new JsonObject();
            }
        }
    }
}
