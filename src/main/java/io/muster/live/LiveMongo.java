package io.muster.live;

import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import com.mongodb.MongoClientSettings;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.runtime.MongoClientCustomizer;

/**
 * The client of the change stream. It has no timeout of operations: the database itself waits with its answer. A database
 * that says nothing at all for long is given up, though; long enough for one that looks through minutes of its log.
 */
@Singleton
@MongoClientName("live")
final class LiveMongo implements MongoClientCustomizer {
    private static final int SILENCE_S = 30;
    private static final int POOL_WAIT_S = 1;
    private static final int CONNECTIONS = 4;

    @Override
    public MongoClientSettings.Builder customize(MongoClientSettings.Builder builder) {
        return builder.applicationName("muster-live")
                .applyToSocketSettings(socket -> socket.readTimeout(SILENCE_S, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(
                        pool -> pool.maxSize(CONNECTIONS).maxWaitTime(POOL_WAIT_S, TimeUnit.SECONDS));
    }
}
