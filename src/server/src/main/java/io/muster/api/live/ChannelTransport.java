package io.muster.api.live;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.muster.live.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.quarkus.websockets.next.WebSocketConnection;
import org.jboss.logging.Logger;

/**
 * Writes to the socket's channel, bypassing the framework: a server's frames are not masked, so their bytes are the
 * same for everybody, and a run of them is one buffer and one system call. Writing each frame through the framework
 * cost several times as much.
 */
final class ChannelTransport implements FrameTransport {
    private static final Logger LOG = Logger.getLogger(ChannelTransport.class);

    private static final int FINAL_TEXT = 0x81;
    private static final int SHORT = 125;
    private static final int MEDIUM = 0xFFFF;
    private static final int LENGTH_OF_16_BITS = 126;
    private static final int LENGTH_OF_64_BITS = 127;
    private static final int LONGEST_HEAD = 10;

    private final WebSocketConnection socket;
    private final ChannelHandlerContext channel;

    /** @param channel the context in the channel's pipeline from which the framework writes */
    ChannelTransport(WebSocketConnection socket, ChannelHandlerContext channel) {
        this.socket = socket;
        this.channel = channel;
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void send(List<Frame> frames, Runnable sent) {
        int size = 0;
        for (Frame frame : frames) {
            size += LONGEST_HEAD + frame.utf8().length;
        }
        ByteBuf run = channel.alloc().directBuffer(size);
        for (Frame frame : frames) {
            encode(frame.utf8(), run);
        }
        channel.writeAndFlush(run).addListener(written -> {
            if (written.isSuccess()) {
                sent.run();
            } else {
                broke(written.cause());
            }
        });
    }

    /** What was to be sent is lost: only a new connection gets it. */
    private void broke(Throwable failure) {
        if (!(failure instanceof IOException)) {
            LOG.warnf("socket closed reason=write cause=%s", failure.getClass().getName());
        }
        channel.close();
    }

    /** RFC 6455, section 5.2. */
    static void encode(byte[] text, ByteBuf out) {
        out.writeByte(FINAL_TEXT);
        if (text.length <= SHORT) {
            out.writeByte(text.length);
        } else if (text.length <= MEDIUM) {
            out.writeByte(LENGTH_OF_16_BITS).writeShort(text.length);
        } else {
            out.writeByte(LENGTH_OF_64_BITS).writeLong(text.length);
        }
        out.writeBytes(text);
    }

    @Override
    public void close(CloseCode why) {
        if (socket.isOpen()) {
            // It fails if the connection has ended meanwhile; nobody has to be informed then.
            socket.close(why.reason()).subscribe().with(closing -> {}, ended -> {});
        }
    }

    /** Closes from inside the pipeline. From its tail, closing would wait for unread input. */
    @Override
    public void cut() {
        channel.close();
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        ScheduledFuture<?> timer = channel.executor().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
    }
}
