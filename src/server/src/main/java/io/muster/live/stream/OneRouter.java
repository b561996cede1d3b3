package io.muster.live.stream;

import java.util.Comparator;
import java.util.List;

import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import com.mongodb.selector.ServerSelector;

/**
 * Of several routers of a sharded cluster always the same while it is there: a cursor is known to the router that opened it
 * alone, and a {@code getMore} by command is bound to none. Of a replica set the primary is the only one to choose from.
 */
final class OneRouter implements ServerSelector {
    @Override
    public List<ServerDescription> select(ClusterDescription cluster) {
        return cluster.getServerDescriptions().stream()
                .filter(ServerDescription::isPrimary)
                .min(Comparator.comparing(server -> text(server.getAddress())))
                .map(List::of)
                .orElse(List.of());
    }

    private static String text(ServerAddress address) {
        return address.getHost() + ":" + address.getPort();
    }
}
