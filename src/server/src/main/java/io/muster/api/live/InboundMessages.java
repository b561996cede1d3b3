package io.muster.api.live;

import java.util.List;
import java.util.function.LongSupplier;

import io.muster.live.Frame;
import io.muster.live.Frames;
import io.muster.live.Subscriptions;

/**
 * Handles the messages of one client: answers pings, refuses anything else, and closes the socket after repeated abuse.
 * Nothing of a message is kept, logged or sent back. Used on the socket's own thread.
 */
final class InboundMessages {
    private final SocketListener listener;
    private final Subscriptions subscriptions;
    private final Frames frames;
    private final ClientMessage messages;
    private final LongSupplier nanos;
    private final Runnable pauseReads;
    private final MessageRateLimit rateLimit = new MessageRateLimit();
    private boolean paused;

    /**
     * @param nanos the clock
     * @param pauseReads stops reading from the socket
     */
    InboundMessages(
            SocketListener listener,
            Subscriptions subscriptions,
            Frames frames,
            ClientMessage messages,
            LongSupplier nanos,
            Runnable pauseReads) {
        this.listener = listener;
        this.subscriptions = subscriptions;
        this.frames = frames;
        this.messages = messages;
        this.nanos = nanos;
        this.pauseReads = pauseReads;
    }

    void text(String text) {
        if (paused) {
            return;
        }
        if (rateLimit.isTooMany(nanos.getAsLong())) {
            refuse(ProtocolViolation.TOO_MANY_MESSAGES);
            return;
        }
        switch (messages.read(text)) {
            case PING -> subscriptions.ping(listener);
            case TOO_LARGE -> refuse(ProtocolViolation.MESSAGE_TOO_LARGE);
            case UNKNOWN -> refuse(ProtocolViolation.UNKNOWN_MESSAGE);
        }
    }

    void binary() {
        refuse(ProtocolViolation.BINARY_MESSAGE);
    }

    /** A ping of the protocol, which the framework answers; it counts like any other message. */
    void ping() {
        if (rateLimit.isTooMany(nanos.getAsLong())) {
            refuse(ProtocolViolation.TOO_MANY_MESSAGES);
        }
    }

    private void refuse(ProtocolViolation violation) {
        if (paused) {
            return;
        }
        Frame error = Frame.of(frames.error(violation.name(), violation.message()));
        if (rateLimit.isAbuse(nanos.getAsLong())) {
            listener.close(CloseCode.ABUSE, error);
            // Unread messages are not answered, however many follow.
            paused = true;
            pauseReads.run();
        } else {
            listener.take(List.of(error));
        }
    }
}
