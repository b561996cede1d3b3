package io.muster.store;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Ready while the database's primary answers, however slowly: a slow database gives places slowly, and no other process has a quicker
 * one. The extension's own check waits as long as the driver does, which is too long for a readiness probe. So a probe waits a second,
 * and asks again only when the question before has been answered.
 */
@Readiness
@Singleton
class DatabaseReadiness implements AsyncHealthCheck {
    private static final String NAME = "database";
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Document PING = new Document("ping", 1);

    /** A database that has not answered for so long is away. */
    static final Duration SILENCE = Duration.ofSeconds(5);

    private final Supplier<Uni<?>> ping;
    private final LongSupplier nanos;
    private final Duration patience;
    private final AtomicReference<@Nullable Uni<Void>> underWay = new AtomicReference<>();
    private volatile long answeredAt;

    @Inject
    DatabaseReadiness(ReactiveMongoClient client) {
        this(() -> client.getDatabase("admin").runCommand(PING), System::nanoTime, PATIENCE);
    }

    DatabaseReadiness(Supplier<Uni<?>> ping, LongSupplier nanos, Duration patience) {
        this.ping = ping;
        this.nanos = nanos;
        this.patience = patience;
        this.answeredAt = nanos.getAsLong() - SILENCE.toNanos();
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return answer().ifNoItem()
                .after(patience)
                .fail()
                .onFailure(failure -> isSlow(failure) && nanos.getAsLong() - answeredAt < SILENCE.toNanos())
                .recoverWithNull()
                .map(answered -> HealthCheckResponse.up(NAME))
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down(NAME));
    }

    private static boolean isSlow(Throwable failure) {
        return failure instanceof TimeoutException || DatabaseFailure.isOutOfTime(failure);
    }

    /** Of the question under way, or of a new one. Who stops waiting for it does not end it. */
    private Uni<Void> answer() {
        Uni<Void> asked = underWay.get();
        if (asked != null) {
            return asked;
        }
        Uni<Void> mine = Uni.createFrom()
                .deferred(ping::get)
                .invoke(pong -> answeredAt = nanos.getAsLong())
                .onTermination()
                .invoke(() -> underWay.set(null))
                .replaceWithVoid()
                .memoize()
                .indefinitely();
        return underWay.compareAndSet(null, mine) ? mine : answer();
    }
}
