package io.muster.api.live;

import java.time.Duration;
import java.util.List;

import io.muster.live.Frame;

/** The transport of one socket. Used on the socket's own thread, where callbacks run. */
interface FrameTransport {

    /** Whether anything may still be sent: neither side has closed. */
    boolean isOpen();

    /**
     * Sends frames, in order after all earlier ones.
     *
     * @param sent run once the operating system has accepted them; never if the connection ends first. It may run
     *     before this method returns.
     */
    void send(List<Frame> frames, Runnable sent);

    /** Sends a close frame, after all earlier frames. */
    void close(CloseCode why);

    /** Ends the connection at once. */
    void cut();

    /** Runs a task later, unless the result is run before. */
    Runnable after(Duration delay, Runnable task);
}
