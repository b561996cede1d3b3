package io.muster.dev;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.muster.DatabaseConfig;
import io.muster.embedded.EmbeddedMongo;
import io.muster.embedded.KeptMongo;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;

/**
 * Starts the embedded database of development before anything asks for it, and keeps it over live reloads: its data is gone
 * only with the process.
 */
@Singleton
@IfBuildProfile("dev")
public class DevDatabase {
    private static final int PORT = 27117;

    /** As {@code application.properties} sets it for development. */
    private static final String URI = EmbeddedMongo.uri(PORT);

    private final DatabaseConfig config;

    DevDatabase(DatabaseConfig config) {
        this.config = config;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        if (isEmbedded()) {
            KeptMongo.uri(PORT);
        }
    }

    /** Whether it is the database in use, rather than one that {@code MUSTER_MONGODB_URI} names. */
    boolean isEmbedded() {
        return config.uri().filter(URI::equals).isPresent();
    }
}
