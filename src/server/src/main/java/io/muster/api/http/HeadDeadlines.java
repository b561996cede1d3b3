package io.muster.api.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;

import io.muster.api.problem.ProblemBody;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.vertx.http.DomainSocketServerStart;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;

/**
 * Gives every connection a {@link HeadDeadline}. The server has no such limit, and tells of a request when its head is complete.
 * So this stands where connections are accepted: at the channels on the event loop that accepts them.
 */
@ApplicationScoped
class HeadDeadlines {
    private static final String NAME = HeadDeadlines.class.getName();

    private static final Duration LATER = Duration.ofSeconds(5);

    private final VertxInternal vertx;
    private final Duration within;
    private final byte[] answer;

    HeadDeadlines(Vertx vertx, HttpConfig config, ProblemBody body) {
        this.vertx = (VertxInternal) vertx;
        this.within = config.headWithin();
        this.answer = answer(body);
    }

    /** It belongs to no address that is known, so it is that of the service. */
    private static byte[] answer(ProblemBody body) {
        byte[] problem = body.bytes(
                new ProblemException(ProblemType.REQUEST_TIMEOUT, "The request's head took too long to arrive."), "/");
        String head = "HTTP/1.1 " + ProblemType.REQUEST_TIMEOUT.status() + " Request Timeout\r\nContent-Type: "
                + ProblemBody.MEDIA_TYPE + "\r\nContent-Length: " + problem.length
                + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(problem);
        return whole.toByteArray();
    }

    void started(@ObservesAsync HttpServerStart event) {
        install();
        // Nothing says when the management port is open.
        vertx.setTimer(LATER.toMillis(), timer -> install());
    }

    void started(@ObservesAsync HttpsServerStart event) {
        install();
        vertx.setTimer(LATER.toMillis(), timer -> install());
    }

    void started(@ObservesAsync DomainSocketServerStart event) {
        install();
    }

    private void install() {
        for (EventExecutor executor : vertx.getAcceptorEventLoopGroup()) {
            executor.execute(() -> installAt((SingleThreadEventLoop) executor));
        }
    }

    private void installAt(SingleThreadEventLoop acceptor) {
        boolean isFirst = false;
        for (Iterator<Channel> channels = acceptor.registeredChannelsIterator(); channels.hasNext(); ) {
            Channel channel = channels.next();
            if (channel instanceof ServerChannel) {
                ChannelPipeline pipeline = channel.pipeline();
                if (pipeline.get(NAME) == null) {
                    pipeline.addFirst(NAME, new Accepted());
                    isFirst = true;
                }
            }
        }
        if (isFirst) {
            limitAccepted();
        }
    }

    /** Those that were accepted before: the port was open already. */
    private void limitAccepted() {
        for (EventExecutor executor : vertx.getEventLoopGroup()) {
            executor.execute(() -> ((SingleThreadEventLoop) executor)
                    .registeredChannelsIterator()
                    .forEachRemaining(channel -> limit(channel.pipeline(), new HeadDeadline(within, answer))));
        }
    }

    /** Gives a connection on which requests are decoded its limit, unless it has one. */
    static void limit(ChannelPipeline connection, HeadDeadline deadline) {
        ChannelHandlerContext decoder = connection.context(HttpRequestDecoder.class);
        if (decoder != null && connection.get(HeadDeadline.class) == null) {
            connection.addBefore(decoder.name(), HeadDeadline.class.getName(), deadline);
        }
    }

    /** Sees each connection before anything else does. */
    @ChannelHandler.Sharable
    private final class Accepted extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object connection) {
            ((Channel) connection).pipeline().addFirst(new Begun());
            context.fireChannelRead(connection);
        }
    }

    /**
     * Waits until the server has made the connection's pipeline. Where it is still to be decided what is spoken, by the handshake
     * of TLS or by the first bytes, the server adds its decoder at the end, once it is.
     */
    private final class Begun extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            ChannelPipeline pipeline = context.pipeline();
            HeadDeadline deadline = new HeadDeadline(within, answer);
            if (pipeline.context(HttpRequestDecoder.class) == null) {
                pipeline.addLast(deadline);
            } else {
                limit(pipeline, deadline);
            }
            context.fireChannelActive();
            pipeline.remove(this);
        }
    }
}
