package io.muster.event.read;

import java.time.Instant;

import jakarta.inject.Singleton;

import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.mutiny.Uni;
import org.bson.Document;

/** The primary's time. It stamps every change, so it alone says what came before what; processes' clocks differ. */
@Singleton
public class DatabaseClock {
    /** By the old name, which every server from 4.2 on knows; it needs no right and reads no collection. */
    private static final Document HELLO = new Document("isMaster", 1);

    private final ReactiveMongoClient client;

    DatabaseClock(@MongoClientName("lists") ReactiveMongoClient client) {
        this.client = client;
    }

    /** To the millisecond. */
    public Uni<Instant> now() {
        return client.getDatabase("admin")
                .runCommand(HELLO)
                .map(answer -> answer.getDate("localTime").toInstant());
    }
}
