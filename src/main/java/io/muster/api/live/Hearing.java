package io.muster.api.live;

import java.util.List;
import java.util.function.LongSupplier;

import io.muster.live.Frame;
import io.muster.live.Frames;
import io.muster.live.Subscriptions;

/**
 * What one client says, and what it is answered: its pings are, anything else is refused, and who keeps at it is sent away.
 * Nothing of it is kept, logged or sent back. Used on the socket's own thread alone.
 */
final class Hearing {
    private final SocketListener listener;
    private final Subscriptions subscriptions;
    private final Frames frames;
    private final ClientMessage messages;
    private final LongSupplier nanos;
    private final Runnable deafen;
    private final Conduct conduct = new Conduct();
    private boolean deaf;

    /**
     * @param nanos the time
     * @param deafen has nothing more of the client read
     */
    Hearing(
            SocketListener listener,
            Subscriptions subscriptions,
            Frames frames,
            ClientMessage messages,
            LongSupplier nanos,
            Runnable deafen) {
        this.listener = listener;
        this.subscriptions = subscriptions;
        this.frames = frames;
        this.messages = messages;
        this.nanos = nanos;
        this.deafen = deafen;
    }

    void text(String text) {
        if (deaf) {
            return;
        }
        if (conduct.isTooMany(nanos.getAsLong())) {
            refuse(Offence.TOO_MANY_MESSAGES);
            return;
        }
        switch (messages.read(text)) {
            case PING -> subscriptions.ping(listener);
            case TOO_LARGE -> refuse(Offence.MESSAGE_TOO_LARGE);
            case UNKNOWN -> refuse(Offence.UNKNOWN_MESSAGE);
        }
    }

    void binary() {
        refuse(Offence.BINARY_MESSAGE);
    }

    /** The protocol's own ping, which the framework answers; it counts like any other message. */
    void ping() {
        if (conduct.isTooMany(nanos.getAsLong())) {
            refuse(Offence.TOO_MANY_MESSAGES);
        }
    }

    private void refuse(Offence offence) {
        if (deaf) {
            return;
        }
        Frame error = Frame.of(frames.error(offence.name(), offence.message()));
        if (conduct.isAbuse(nanos.getAsLong())) {
            listener.close(Closing.ABUSE, error);
            // What is not read is not answered either, however much more of it comes.
            deaf = true;
            deafen.run();
        } else {
            listener.take(List.of(error));
        }
    }
}
