package io.muster.live.stream;

import java.util.List;
import java.util.stream.Stream;

import com.mongodb.ServerAddress;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OneRouterTest {
    private static ServerDescription server(String host, ServerType type, boolean up) {
        return ServerDescription.builder()
                .address(new ServerAddress(host))
                .state(up ? ServerConnectionState.CONNECTED : ServerConnectionState.CONNECTING)
                .ok(up)
                .type(up ? type : ServerType.UNKNOWN)
                .build();
    }

    private static List<String> selected(ServerDescription... servers) {
        ClusterDescription cluster =
                new ClusterDescription(ClusterConnectionMode.MULTIPLE, ClusterType.UNKNOWN, List.of(servers));
        return Stream.of(new OneRouter().select(cluster))
                .flatMap(List::stream)
                .map(server -> server.getAddress().getHost())
                .toList();
    }

    @Test
    void ofSeveralRoutersItIsAlwaysTheSame() {
        ServerDescription a = server("a", ServerType.SHARD_ROUTER, true);
        ServerDescription b = server("b", ServerType.SHARD_ROUTER, true);
        assertThat(selected(b, a)).isEqualTo(selected(a, b)).containsExactly("a");
    }

    @Test
    void whereThatOneIsGoneItIsTheNext() {
        assertThat(selected(
                        server("a", ServerType.SHARD_ROUTER, false),
                        server("c", ServerType.SHARD_ROUTER, true),
                        server("b", ServerType.SHARD_ROUTER, true)))
                .containsExactly("b");
    }

    @Test
    void ofAReplicaSetItIsThePrimary() {
        assertThat(selected(
                        server("a", ServerType.REPLICA_SET_SECONDARY, true),
                        server("b", ServerType.REPLICA_SET_PRIMARY, true)))
                .containsExactly("b");
        assertThat(selected(server("a", ServerType.REPLICA_SET_SECONDARY, true)))
                .isEmpty();
    }
}
