package io.muster.store.client;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.WriteTimeoutHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the driver does with its handlers when a connection breaks. */
class MongoChannelTest {
    private final EventLoopGroup loops = new NioEventLoopGroup(1);

    private static final class Watched extends WriteTimeoutHandler {
        private final CountDownLatch removed = new CountDownLatch(1);

        private Watched() {
            super(1);
        }

        @Override
        public void handlerRemoved(ChannelHandlerContext context) throws Exception {
            super.handlerRemoved(context);
            removed.countDown();
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).await();
    }

    private Channel closedAfterAHandlerWasAdded(Class<? extends Channel> kind, Watched handler) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Channel channel = new Bootstrap()
                    .group(loops)
                    .channel(kind)
                    .handler(new ChannelInboundHandlerAdapter())
                    .connect(server.getLocalSocketAddress())
                    .sync()
                    .channel();
            channel.pipeline().addFirst(handler);
            channel.close().sync();
            assertThat(handler.removed.await(10, TimeUnit.SECONDS)).isTrue();
            return channel;
        }
    }

    @Test
    void aHandlerIsRemovedFromAClosedConnectionWithoutAnError() throws Exception {
        Watched handler = new Watched();
        Channel channel = closedAfterAHandlerWasAdded(MongoChannel.class, handler);
        assertThat(channel.pipeline().context(handler)).isNull();
        assertThatNoException().isThrownBy(() -> channel.pipeline().remove(handler));
    }

    @Test
    void whatElseIsAskedOfAClosedConnectionIsAnsweredAsNettyDoes() throws Exception {
        Watched handler = new Watched();
        Channel channel = closedAfterAHandlerWasAdded(MongoChannel.class, handler);
        assertThat(channel.pipeline().channel()).isSameAs(channel);
        assertThatThrownBy(() -> channel.pipeline().remove("no such handler"))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aHandlerThatIsThereIsRemoved() throws Exception {
        MongoChannel channel = new MongoChannel();
        Watched handler = new Watched();
        channel.pipeline().addFirst(handler);
        channel.pipeline().remove(handler);
        assertThat(channel.pipeline().context(handler)).isNull();
        channel.unsafe().closeForcibly();
    }

    /** As long as this holds there is a reason for the class. */
    @Test
    void nettysOwnConnectionThrows() throws Exception {
        Watched handler = new Watched();
        Channel channel = closedAfterAHandlerWasAdded(NioSocketChannel.class, handler);
        assertThatThrownBy(() -> channel.pipeline().remove(handler)).isInstanceOf(NoSuchElementException.class);
    }
}
