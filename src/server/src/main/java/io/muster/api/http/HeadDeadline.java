package io.muster.api.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection on which a request's head was begun and is not complete in time, or the body of a request that has been
 * answered. The time counts from the first byte, so a client gains nothing by sending a byte now and then. A head that comes in
 * one piece, as nearly all do, costs no timer. A connection on which nothing is sent is left alone, and so is a WebSocket.
 *
 * <p>One empty line before a head begins none: some clients send one after a body (RFC 9112, 2.2).
 *
 * <p>One per connection, before what decodes requests, used on its event loop alone.
 */
final class HeadDeadline extends ChannelInboundHandlerAdapter {
    /** How long the answer may take to reach its client, which may not read at all. */
    private static final Duration LAST_ANSWER = Duration.ofSeconds(1);

    private static final String EMPTY_LINE = "\r\n";

    private final Duration within;
    private final byte[] answer;

    private @Nullable Messages messages;
    private @Nullable Future<?> alarm;
    private boolean isOver;

    /** How many bytes of an empty line have come since the last request. */
    private int ofEmptyLine;

    /** @param answer what is sent before the connection is closed: a whole response */
    HeadDeadline(Duration within, byte[] answer) {
        this.within = within;
        this.answer = answer.clone();
    }

    @Override
    public void channelRead(ChannelHandlerContext own, Object bytes) {
        if (isOver) {
            ReferenceCountUtil.release(bytes);
            return;
        }
        Messages decoded = messages(own);
        if (decoded == null) {
            own.fireChannelRead(bytes);
            return;
        }
        long before = decoded.steps;
        boolean isEmptyLine = isOfEmptyLine(bytes);
        own.fireChannelRead(bytes);
        if (decoded.steps == before && !decoded.isRequestOpen() && alarm == null && !own.isRemoved() && !isEmptyLine) {
            alarm = arm(own, decoded);
        }
    }

    /** Whether nothing but one empty line, or a part of one, has come since the last request. */
    private boolean isOfEmptyLine(Object bytes) {
        if (ofEmptyLine > EMPTY_LINE.length() || !(bytes instanceof ByteBuf buffer)) {
            return false;
        }
        int before = ofEmptyLine;
        ofEmptyLine += buffer.readableBytes();
        return ofEmptyLine <= EMPTY_LINE.length()
                && EMPTY_LINE.startsWith(buffer.toString(StandardCharsets.US_ASCII), before);
    }

    @Override
    public void channelInactive(ChannelHandlerContext own) {
        disarm();
        own.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext own) {
        disarm();
    }

    /** Null where no requests of HTTP/1.1 are decoded. */
    private @Nullable Messages messages(ChannelHandlerContext own) {
        if (messages == null) {
            ChannelHandlerContext encoder = own.pipeline().context(HttpResponseEncoder.class);
            if (encoder != null) {
                messages = new Messages();
                own.pipeline().addAfter(encoder.name(), Messages.class.getName(), messages);
            }
        }
        return messages;
    }

    private Future<?> arm(ChannelHandlerContext own, Messages decoded) {
        return own.executor().schedule(() -> tooSlow(own, decoded), within.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private void tooSlow(ChannelHandlerContext own, Messages decoded) {
        alarm = null;
        if (own.pipeline().get(HttpRequestDecoder.class) == null) {
            return;
        }
        if (decoded.unanswered > 0) {
            // The head of the next request. The answer to the one before comes first.
            alarm = arm(own, decoded);
            return;
        }
        isOver = true;
        own.writeAndFlush(decoded.isInBody ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer))
                .addListener(ChannelFutureListener.CLOSE);
        own.executor().schedule((Runnable) own::close, LAST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Follows the requests and responses of the connection. Stands next to the encoder, where they are objects. */
    private final class Messages extends ChannelDuplexHandler {
        /** Grows with each head that is complete and with each end of a request. */
        private long steps;

        private int unanswered;
        private boolean isInBody;

        /** Whether a request is being received that nobody has answered: its body has a limit of its own. */
        boolean isRequestOpen() {
            return isInBody && unanswered > 0;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest) {
                unanswered++;
                step(true);
            }
            if (message instanceof LastHttpContent) {
                step(false);
            }
            context.fireChannelRead(message);
        }

        private void step(boolean inBody) {
            steps++;
            isInBody = inBody;
            ofEmptyLine = 0;
            disarm();
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            HttpResponseStatus status = message instanceof HttpResponse response ? response.status() : null;
            boolean isInterim = status != null && status.codeClass() == HttpStatusClass.INFORMATIONAL;
            if (message instanceof LastHttpContent && !isInterim) {
                unanswered = Math.max(0, unanswered - 1);
            }
            context.write(message, promise);
            if (HttpResponseStatus.SWITCHING_PROTOCOLS.equals(status)) {
                context.pipeline().remove(this);
                context.pipeline().remove(HeadDeadline.this);
            }
        }
    }
}
