package io.muster.api.live;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;

/** A connection with the time of its last received bytes. Anything counts, pongs included. */
final class ChannelOccupant extends ChannelInboundHandlerAdapter implements Occupant {
    private final Channel channel;
    private volatile long heardAt = System.nanoTime();

    private ChannelOccupant(Channel channel) {
        this.channel = channel;
    }

    /** Registers with a connection, as the first handler of its pipeline. */
    static ChannelOccupant of(Channel channel) {
        ChannelOccupant known = channel.pipeline().get(ChannelOccupant.class);
        if (known != null) {
            // It has asked before, and was refused.
            return known;
        }
        ChannelOccupant occupant = new ChannelOccupant(channel);
        channel.pipeline().addFirst(occupant);
        return occupant;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        heardAt = System.nanoTime();
        context.fireChannelRead(message);
    }

    @Override
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    @Override
    public void probe(Duration within) {
        long asked = System.nanoTime();
        channel.writeAndFlush(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
        channel.eventLoop()
                .schedule(
                        () -> {
                            if (heardAt - asked < 0) {
                                end();
                            }
                        },
                        within.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Closes from the head of the pipeline. From its tail, closing would wait for data the client has not read. */
    @Override
    public void end() {
        channel.eventLoop().execute(() -> {
            ChannelHandlerContext first = channel.pipeline().firstContext();
            if (first != null) {
                first.close();
            }
        });
    }
}
