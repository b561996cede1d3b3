package io.muster.api.live;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.muster.live.Frame;
import io.muster.live.Frames;
import io.muster.live.Subscriptions;
import io.muster.live.step.LiveSettings;
import io.muster.telemetry.LoggedUserKeys;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPingMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.jboss.logging.Logger;

/**
 * The WebSocket of live updates. The token and what firms say decide which frames it receives; no message of the client changes that.
 * It runs on the socket's own event loop.
 */
@WebSocket(path = LiveSocket.PATH)
class LiveSocket {
    static final String PATH = "/api/ws";

    private static final Logger LOG = Logger.getLogger(LiveSocket.class);
    private static final UserData.TypedKey<InboundMessages> INBOUND = new UserData.TypedKey<>("inbound");

    private final Subscriptions subscriptions;
    private final Sockets sockets;
    private final SocketRightsWatch rights;
    private final SocketMetrics metrics;
    private final ClientMessage messages;
    private final Frames frames;
    private final LoggedUserKeys userKeys;
    private final SendQueue.Limits limits;
    private final QueueMemory memory;
    private final Duration silence;

    LiveSocket(
            Subscriptions subscriptions,
            Sockets sockets,
            SocketRightsWatch rights,
            SocketMetrics metrics,
            ClientMessage messages,
            Frames frames,
            LoggedUserKeys userKeys,
            QueueMemory memory,
            LiveSettings settings) {
        this.subscriptions = subscriptions;
        this.sockets = sockets;
        this.rights = rights;
        this.metrics = metrics;
        this.messages = messages;
        this.frames = frames;
        this.userKeys = userKeys;
        this.memory = memory;
        this.limits = new SendQueue.Limits(
                settings.queueFrames(),
                settings.queueBytes().asLongValue(),
                (int) settings.queueSize().asLongValue(),
                settings.stall(),
                settings.farewell());
        this.silence = settings.silence();
    }

    @OnOpen
    Uni<Void> open(WebSocketConnection socket) {
        Upgrade upgrade = socket.userData().get(Upgrade.KEY);
        ChannelHandlerContext channel = upgrade.connection().channelHandlerContext();
        if (!channel.channel().isActive()) {
            // Closed between the handshake and here; the framework does not report it.
            return Uni.createFrom().voidItem();
        }
        limitSilence(channel);
        SocketListener listener = new SocketListener(
                upgrade.rights(),
                limits.bytes(),
                channel.executor(),
                self -> new SendQueue(
                        new ChannelTransport(socket, channel), limits, memory.share(self::sendAway), new Ending(self)));
        Runnable pauseReads = upgrade.connection()::doPause;
        socket.userData()
                .put(
                        INBOUND,
                        new InboundMessages(listener, subscriptions, frames, messages, System::nanoTime, pauseReads));
        // Not by @OnClose, which is not called for every socket that was opened.
        channel.channel().closeFuture().addListener(closed -> listener.gone());
        sockets.opened(listener);
        subscriptions.join(listener, upgrade.lastEventId());
        // What was said since the upgrade was checked, nobody has told this socket.
        rights.check(listener);
        metrics.opened();
        return Uni.createFrom().voidItem();
    }

    /** Replaces the idle timeout that the channel has between two requests. */
    private void limitSilence(ChannelHandlerContext channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(IdleStateHandler.class) != null) {
            pipeline.remove(IdleStateHandler.class);
        }
        pipeline.addBefore(
                channel.name(), "silence", new IdleStateHandler(silence.toMillis(), 0, 0, TimeUnit.MILLISECONDS));
    }

    /** Called when frames have been sent, or will not be. */
    private final class Ending implements SendQueue.SendQueueListener {
        private final SocketListener listener;

        private Ending(SocketListener listener) {
            this.listener = listener;
        }

        @Override
        public void sent(Frame frame) {
            metrics.sent(frame);
        }

        @Override
        public void tooSlow() {
            metrics.slowReader();
            LOG.infof(
                    "socket closed userKey=%s reason=slow",
                    userKeys.of(listener.caller().userKey()));
        }

        @Override
        public void ended() {
            sockets.closed(listener);
            subscriptions.leave(listener);
        }
    }

    @OnTextMessage
    Uni<Void> said(String text, WebSocketConnection socket) {
        return heard(socket, inbound -> inbound.text(text));
    }

    @OnBinaryMessage
    Uni<Void> sentBytes(Buffer bytes, WebSocketConnection socket) {
        return heard(socket, InboundMessages::binary);
    }

    @OnPingMessage
    Uni<Void> pinged(Buffer payload, WebSocketConnection socket) {
        return heard(socket, InboundMessages::ping);
    }

    private static Uni<Void> heard(WebSocketConnection socket, Consumer<InboundMessages> message) {
        InboundMessages inbound = socket.userData().get(INBOUND);
        if (inbound != null) {
            message.accept(inbound);
        }
        return Uni.createFrom().voidItem();
    }

    /** A broken connection or an invalid frame: the framework leaves it to the endpoint, and nothing can be sent. */
    @OnError
    Uni<Void> failed(Throwable failure, WebSocketConnection socket) {
        LOG.debugf("socket failed: %s", failure.getClass().getName());
        Upgrade upgrade = socket.userData().get(Upgrade.KEY);
        if (upgrade != null) {
            upgrade.connection().channelHandlerContext().close();
        }
        return Uni.createFrom().voidItem();
    }
}
