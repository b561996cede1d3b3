package io.muster.respond;

import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import com.mongodb.MongoClientSettings;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.runtime.MongoClientCustomizer;

/**
 * What the clients' properties in {@code application.properties} cannot say. The driver by itself waits two minutes for a
 * connection of the pool and for ever for an answer; a request here is answered within seconds, whatever the database does.
 */
final class MongoSettings {
    /** By this name the server knows the transactions of this service, whichever process began them. */
    static final String APP_NAME = "muster";

    private static final long OPERATION_TIMEOUT_MS = 3_000;
    private static final long POOL_WAIT_MS = 1_000;

    private MongoSettings() {}

    /** The client through which events change: its transactions are found by name when they are orphaned. */
    @Singleton
    static final class ForChanges implements MongoClientCustomizer {
        private final RespondSettings settings;

        ForChanges(RespondSettings settings) {
            this.settings = settings;
        }

        @Override
        public MongoClientSettings.Builder customize(MongoClientSettings.Builder builder) {
            return bounded(builder)
                    .applicationName(APP_NAME)
                    .applyToConnectionPoolSettings(pool -> pool.maxSize(settings.connections()));
        }
    }

    /** The client of lists and of everything else that reads at length: it takes no connection from the changes. */
    @Singleton
    @MongoClientName("lists")
    static final class ForLists implements MongoClientCustomizer {
        @Override
        public MongoClientSettings.Builder customize(MongoClientSettings.Builder builder) {
            return bounded(builder).applicationName(APP_NAME + "-lists");
        }
    }

    private static MongoClientSettings.Builder bounded(MongoClientSettings.Builder builder) {
        return builder.timeout(OPERATION_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(POOL_WAIT_MS, TimeUnit.MILLISECONDS));
    }
}
