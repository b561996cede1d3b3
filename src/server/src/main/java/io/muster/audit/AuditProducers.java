package io.muster.audit;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.muster.store.audit.EventPages;
import io.muster.store.audit.ExclusivePlaces;
import io.muster.store.audit.JournalChunks;
import io.muster.store.people.BlockingFirms;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.reactive.ReactiveMongoClient;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The audit's reads, in pages of the sizes set. */
@Singleton
final class AuditProducers {
    private final ReactiveMongoClient client;
    private final String database;
    private final AuditSettings settings;

    AuditProducers(
            @MongoClientName("lists") ReactiveMongoClient client,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            AuditSettings settings) {
        this.client = client;
        this.database = database;
        this.settings = settings;
    }

    @Produces
    @Singleton
    EventPages events() {
        return new EventPages(client, database, settings.events());
    }

    @Produces
    @Singleton
    JournalChunks journal() {
        return new JournalChunks(client, database, settings.lines());
    }

    @Produces
    @Singleton
    BlockingFirms blocking() {
        return new BlockingFirms(client.getDatabase(database));
    }

    @Produces
    @Singleton
    ExclusivePlaces places() {
        return new ExclusivePlaces(client, database);
    }
}
