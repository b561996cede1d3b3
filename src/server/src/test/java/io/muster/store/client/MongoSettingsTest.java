package io.muster.store.client;

import java.util.List;

import com.mongodb.MongoClientSettings;
import com.mongodb.connection.NettyTransportSettings;
import com.mongodb.connection.TransportSettings;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quarkus.mongodb.runtime.MongoClientCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

class MongoSettingsTest {
    static final List<MongoClientCustomizer> CLIENTS =
            List.of(new MongoSettings.ForChanges(4), new MongoSettings.ForLists());

    private final EventLoopGroup loops = new NioEventLoopGroup(1);

    @AfterEach
    void end() {
        loops.shutdownGracefully();
    }

    @ParameterizedTest
    @FieldSource("CLIENTS")
    void connectionsAnswerEveryOperationOnTheEventLoopsThatWereChosen(MongoClientCustomizer client) {
        MongoClientSettings.Builder builder = MongoClientSettings.builder()
                .transportSettings(TransportSettings.nettyBuilder()
                        .eventLoopGroup(loops)
                        .socketChannelClass(NioSocketChannel.class)
                        .build());
        NettyTransportSettings transport =
                (NettyTransportSettings) client.customize(builder).build().getTransportSettings();
        assertThat(transport.getSocketChannelClass()).isEqualTo(MongoChannel.class);
        assertThat(transport.getEventLoopGroup()).isSameAs(loops);
    }

    @Test
    void anotherTransportStaysAsItIs() {
        TransportSettings other = TransportSettings.asyncBuilder().build();
        assertThat(MongoSettings.answered(MongoClientSettings.builder().transportSettings(other))
                        .build()
                        .getTransportSettings())
                .isSameAs(other);
    }
}
