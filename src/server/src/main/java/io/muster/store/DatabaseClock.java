package io.muster.store;

import java.time.Instant;

import jakarta.inject.Singleton;

import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import io.smallrye.mutiny.Uni;
import org.bson.Document;

/** The primary's time. It stamps every change and therefore orders them; the clocks of processes differ. */
@Singleton
public class DatabaseClock {
    private final ReactiveMongoClient client;
    private final SharedReads<Document, Reading> reads = new SharedReads<>(this::ask);

    public DatabaseClock(@MongoClientName("lists") ReactiveMongoClient client) {
        this.client = client;
    }

    /**
     * What the primary says of the time, to the millisecond.
     *
     * @param now what its clock says
     * @param settled when the last change happened of which a majority knows: what is read by majority has everything up to
     *     here, and may lack what came later, however long ago
     */
    public record Reading(Instant now, Instant settled) {

        static Reading of(Hello hello) {
            Instant now = hello.now();
            return new Reading(now, hello.majorityWrite().filter(now::isAfter).orElse(now));
        }
    }

    /** Asked after this is subscribed to; once for all who want to know at about the same time. */
    public Uni<Reading> read() {
        return reads.read(Hello.COMMAND);
    }

    private Uni<Reading> ask(Document hello) {
        return client.getDatabase("admin").runCommand(hello).map(Hello::new).map(Reading::of);
    }

    /** To the millisecond. */
    public Uni<Instant> now() {
        return read().map(Reading::now);
    }
}
