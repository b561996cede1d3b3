package io.muster.live.stream;

import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import com.mongodb.MongoClientSettings;
import io.muster.store.client.MongoSettings;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.runtime.MongoClientCustomizer;

/**
 * The client of the change streams. Its operations have no timeout, because the database waits with its answer. A
 * database that does not answer at all is given up after a time that allows it to search minutes of its oplog.
 */
@Singleton
@MongoClientName("live")
final class LiveMongo implements MongoClientCustomizer {
    private static final int SILENCE_S = 30;
    private static final int POOL_WAIT_S = 1;

    /** Four streams; of each the command that waits, those left behind by one that broke, and what closes it. */
    private static final int CONNECTIONS = 16;

    @Override
    public MongoClientSettings.Builder customize(MongoClientSettings.Builder builder) {
        return MongoSettings.answered(builder)
                .applicationName("muster-live")
                .applyToClusterSettings(cluster -> cluster.serverSelector(new OneRouter()))
                .applyToSocketSettings(socket -> socket.readTimeout(SILENCE_S, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(
                        pool -> pool.maxSize(CONNECTIONS).maxWaitTime(POOL_WAIT_S, TimeUnit.SECONDS));
    }
}
