package io.muster.startup;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Ends the start in production if no database is configured: the driver would silently use one on this machine. */
@Startup
@Singleton
public final class DatabaseRequired {
    DatabaseRequired(
            DatabaseConfig config,
            @ConfigProperty(name = "quarkus.mongodb.connection-string") Optional<String> connectionString) {
        check(config.uri().or(() -> connectionString), LaunchMode.current() == LaunchMode.NORMAL);
    }

    static void check(Optional<String> connectionString, boolean production) {
        if (production && connectionString.filter(it -> !it.isBlank()).isEmpty()) {
            throw new ConfigurationException(
                    "No database: set MUSTER_MONGODB_URI to a MongoDB 4.2+ replica set, such as"
                            + " mongodb://db1.example.org,db2.example.org/?replicaSet=rs0");
        }
    }
}
