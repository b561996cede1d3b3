package io.muster.store;

import java.time.Duration;

import jakarta.inject.Singleton;

import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.bson.Document;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the database's primary answers. The extension's own check waits as long as the driver does, which is too
 * long for a readiness probe.
 */
@Readiness
@Singleton
class DatabaseReadiness implements AsyncHealthCheck {
    private static final String NAME = "database";
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Document PING = new Document("ping", 1);

    private final ReactiveMongoClient client;

    DatabaseReadiness(ReactiveMongoClient client) {
        this.client = client;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return client.getDatabase("admin")
                .runCommand(PING)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(pong -> HealthCheckResponse.up(NAME))
                .onFailure()
                .recoverWithItem(HealthCheckResponse.down(NAME));
    }
}
