package io.muster.api.live;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.muster.live.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.websockets.next.WebSocketConnection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChannelTransportTest {
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void whatIsWrittenIsOneTextMessageAFrame() {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());

        transport(channel).send(List.of(frame(), frame()), sent::incrementAndGet);

        assertThat(sent).hasValue(1);
        ByteBuf written = channel.readOutbound();
        assertThat(written.readableBytes()).isEqualTo(2 * (2 + frame().utf8().length));
        written.release();
        assertThat(channel.isOpen()).isTrue();
    }

    /** The client would wait for it for ever, connected. */
    @Test
    void whatCannotBeWrittenEndsTheConnection() {
        EmbeddedChannel channel = new EmbeddedChannel(
                new ChannelOutboundHandlerAdapter() {
                    @Override
                    public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
                        ReferenceCountUtil.release(message);
                        written.setFailure(new IllegalStateException("not now"));
                    }
                },
                new ChannelInboundHandlerAdapter());

        transport(channel).send(List.of(frame()), sent::incrementAndGet);

        assertThat(sent).hasValue(0);
        assertThat(channel.isOpen()).isFalse();
    }

    private static ChannelTransport transport(EmbeddedChannel channel) {
        WebSocketConnection unused = (WebSocketConnection) Proxy.newProxyInstance(
                ChannelTransportTest.class.getClassLoader(),
                new Class<?>[] {WebSocketConnection.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        return new ChannelTransport(unused, channel.pipeline().lastContext());
    }

    private static Frame frame() {
        return Frame.of("{\"event\":\"welcome\"}");
    }
}
