package io.muster.store.client;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import com.mongodb.MongoClientSettings;
import com.mongodb.connection.NettyTransportSettings;
import com.mongodb.connection.TransportSettings;
import io.quarkus.mongodb.MongoClientName;
import io.quarkus.mongodb.runtime.MongoClientCustomizer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Client settings that {@code application.properties} has no properties for. By default the driver waits two minutes
 * for a connection of the pool and without limit for an answer; a request here is answered within seconds.
 */
public final class MongoSettings {
    /** The name by which the server lists the transactions of this service, whichever process started them. */
    public static final String APP_NAME = "muster";

    private static final long OPERATION_TIMEOUT_MS = 3_000;
    private static final long POOL_WAIT_MS = 1_000;

    private MongoSettings() {}

    /** The client that changes events. Orphaned transactions are found by its name. */
    @Singleton
    public static final class ForChanges implements MongoClientCustomizer {
        private final int connections;

        public ForChanges(@ConfigProperty(name = "muster.respond.connections") int connections) {
            this.connections = connections;
        }

        @Override
        public MongoClientSettings.Builder customize(MongoClientSettings.Builder builder) {
            return bounded(builder)
                    .applicationName(APP_NAME)
                    .applyToConnectionPoolSettings(pool -> pool.maxSize(connections));
        }
    }

    /** The client of all that reads outside of a transaction, and of people's names: it takes no connection from the changes. */
    @Singleton
    @MongoClientName("lists")
    static final class ForLists implements MongoClientCustomizer {
        @Override
        public MongoClientSettings.Builder customize(MongoClientSettings.Builder builder) {
            return bounded(builder).applicationName(APP_NAME + "-lists");
        }
    }

    private static MongoClientSettings.Builder bounded(MongoClientSettings.Builder builder) {
        return answered(builder)
                .timeout(OPERATION_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(POOL_WAIT_MS, TimeUnit.MILLISECONDS));
    }

    /**
     * Connections that answer every operation, see {@link MongoChannel}.
     *
     * @param builder with the transport that Quarkus has chosen: the event loops of Vert.x
     */
    public static MongoClientSettings.Builder answered(MongoClientSettings.Builder builder) {
        TransportSettings chosen = builder.build().getTransportSettings();
        if (!(chosen instanceof NettyTransportSettings netty)) {
            return builder;
        }
        NettyTransportSettings.Builder transport =
                TransportSettings.nettyBuilder().socketChannelClass(MongoChannel.class);
        Optional.ofNullable(netty.getAllocator()).ifPresent(transport::allocator);
        Optional.ofNullable(netty.getEventLoopGroup()).ifPresent(transport::eventLoopGroup);
        Optional.ofNullable(netty.getSslContext()).ifPresent(transport::sslContext);
        return builder.transportSettings(transport.build());
    }
}
