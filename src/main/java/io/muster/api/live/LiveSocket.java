package io.muster.api.live;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.muster.live.Frame;
import io.muster.live.Frames;
import io.muster.live.LiveSettings;
import io.muster.live.Subscriptions;
import io.muster.respond.LoggedUserKeys;
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
 * The socket of live updates. What it is told follows from the token alone; nothing a client says changes that. All of it
 * runs on the socket's own event loop.
 */
@WebSocket(path = LiveSocket.PATH)
class LiveSocket {
    static final String PATH = "/api/ws";

    private static final Logger LOG = Logger.getLogger(LiveSocket.class);
    private static final UserData.TypedKey<Hearing> HEARING = new UserData.TypedKey<>("hearing");

    private final Subscriptions subscriptions;
    private final Sockets sockets;
    private final SocketMetrics metrics;
    private final ClientMessage messages;
    private final Frames frames;
    private final LoggedUserKeys userKeys;
    private final Outbox.Limits limits;
    private final Duration silence;

    LiveSocket(
            Subscriptions subscriptions,
            Sockets sockets,
            SocketMetrics metrics,
            ClientMessage messages,
            Frames frames,
            LoggedUserKeys userKeys,
            LiveSettings settings) {
        this.subscriptions = subscriptions;
        this.sockets = sockets;
        this.metrics = metrics;
        this.messages = messages;
        this.frames = frames;
        this.userKeys = userKeys;
        this.limits = new Outbox.Limits(
                settings.queueFrames(),
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
            // Gone between handshake and here; the framework would not say so.
            return Uni.createFrom().voidItem();
        }
        limitSilence(channel);
        SocketListener listener = new SocketListener(
                upgrade.caller(),
                channel.executor(),
                self -> new Outbox(new ChannelWire(socket, channel), limits, new Ending(self)));
        Runnable deafen = upgrade.connection()::doPause;
        socket.userData()
                .put(HEARING, new Hearing(listener, subscriptions, frames, messages, System::nanoTime, deafen));
        // Not by @OnClose, which does not come for every socket that was opened.
        channel.channel().closeFuture().addListener(closed -> listener.gone());
        sockets.opened(listener);
        subscriptions.join(listener, upgrade.lastEventId());
        metrics.opened();
        return Uni.createFrom().voidItem();
    }

    /** Another limit than that of a connection between two requests, which the channel came with. */
    private void limitSilence(ChannelHandlerContext channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(IdleStateHandler.class) != null) {
            pipeline.remove(IdleStateHandler.class);
        }
        pipeline.addBefore(
                channel.name(), "silence", new IdleStateHandler(silence.toMillis(), 0, 0, TimeUnit.MILLISECONDS));
    }

    /** What follows when frames have gone out, or will not any more. */
    private final class Ending implements Outbox.Ears {
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
        return heard(socket, hearing -> hearing.text(text));
    }

    @OnBinaryMessage
    Uni<Void> sentBytes(Buffer bytes, WebSocketConnection socket) {
        return heard(socket, Hearing::binary);
    }

    @OnPingMessage
    Uni<Void> pinged(Buffer payload, WebSocketConnection socket) {
        return heard(socket, Hearing::ping);
    }

    private static Uni<Void> heard(WebSocketConnection socket, Consumer<Hearing> message) {
        Hearing hearing = socket.userData().get(HEARING);
        if (hearing != null) {
            message.accept(hearing);
        }
        return Uni.createFrom().voidItem();
    }

    /** A broken connection or a broken frame: the framework leaves it to us, and there is nothing left to say. */
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
