package io.muster.respond.transaction;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import com.mongodb.reactivestreams.client.ClientSession;
import io.smallrye.mutiny.Uni;
import mutiny.zero.flow.adapters.AdaptersToReactiveStreams;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Sessions that do what a test says, and keep a log of what was asked of them. */
public final class ScriptedSessions implements Supplier<Uni<ClientSession>> {
    public final List<String> log = new ArrayList<>();
    private final Queue<Uni<Void>> commits = new ArrayDeque<>();
    private final Queue<Uni<Void>> aborts = new ArrayDeque<>();
    private int open;

    @Override
    public Uni<ClientSession> get() {
        return Uni.createFrom().item(() -> {
            open++;
            return (ClientSession) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {ClientSession.class}, (proxy, method, arguments) -> {
                        return switch (method.getName()) {
                            case "startTransaction" -> begin();
                            case "commitTransaction" -> publisher("commit", commits);
                            case "abortTransaction" -> publisher("abort", aborts);
                            case "close" -> close();
                            default -> throw new UnsupportedOperationException(method.getName());
                        };
                    });
        });
    }

    /** What the next commits do; after these, they succeed. */
    public void commits(List<Uni<Void>> results) {
        commits.addAll(results);
    }

    void aborts(List<Uni<Void>> results) {
        aborts.addAll(results);
    }

    /** How many sessions have not been closed. */
    public int open() {
        return open;
    }

    static Uni<Void> ok() {
        return Uni.createFrom().voidItem();
    }

    public static Uni<Void> fails(Throwable failure) {
        return Uni.createFrom().failure(failure);
    }

    public static Uni<Void> hangs() {
        return Uni.createFrom().nothing();
    }

    public static MongoException conflict() {
        return labelled(command(112), MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
    }

    static MongoException sessionKilled() {
        return labelled(command(251), MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
    }

    public static MongoException connectionLost() {
        return new MongoSocketReadException("lost", new ServerAddress());
    }

    public static MongoException labelled(MongoException failure, String label) {
        failure.addLabel(label);
        return failure;
    }

    /** An error as a server answers it. */
    public static MongoException command(int code) {
        return new MongoCommandException(
                new BsonDocument("ok", new BsonInt32(0)).append("code", new BsonInt32(code)), new ServerAddress());
    }

    private @Nullable Object begin() {
        log.add("begin");
        return null;
    }

    private @Nullable Object close() {
        log.add("close");
        open--;
        return null;
    }

    private Publisher<Void> publisher(String name, Queue<Uni<Void>> script) {
        Uni<Void> result = Uni.createFrom().deferred(() -> {
            log.add(name);
            Uni<Void> next = script.poll();
            return next == null ? ok() : next;
        });
        return AdaptersToReactiveStreams.publisher(result.toMulti());
    }
}
