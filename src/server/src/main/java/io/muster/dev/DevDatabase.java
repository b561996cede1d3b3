package io.muster.dev;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.muster.embedded.EmbeddedMongo;
import io.muster.embedded.KeptMongo;
import io.muster.startup.DatabaseConfig;
import io.muster.startup.DevDatabasePort;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

/**
 * Starts the embedded database of development before anything asks for it, and keeps it over live reloads: its data is gone
 * only with the process.
 */
@Singleton
@IfBuildProfile("dev")
public class DevDatabase {
    private static final Logger LOG = Logger.getLogger(DevDatabase.class);

    private final DatabaseConfig config;

    DevDatabase(DatabaseConfig config) {
        this.config = config;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        if (!isEmbedded()) {
            return;
        }
        KeptMongo.uri(DevDatabasePort.port());
        if (DevDatabasePort.isMoved()) {
            LOG.warnf("the usual port of the embedded database is in use; it is at %s", uri());
        }
    }

    /** Its address; the port is {@link DevDatabasePort}'s. */
    static String uri() {
        return EmbeddedMongo.uri(DevDatabasePort.port());
    }

    /** Whether it is the database in use, rather than one that {@code MUSTER_MONGODB_URI} names. */
    boolean isEmbedded() {
        return config.uri().filter(uri()::equals).isPresent();
    }
}
