package io.muster.api.live;

import java.time.Duration;
import java.util.List;

import io.muster.live.Frame;

/** One socket's way out. Used on the socket's own thread alone, where {@code after} and what is sent come back to. */
interface Wire {

    /** Whether anything may still be sent: neither side has said that it closes. */
    boolean isOpen();

    /**
     * Hands frames over, in order after all before.
     *
     * @param sent run once the operating system has taken them; never if the connection ends first. It may run before this
     *     returns.
     */
    void send(List<Frame> frames, Runnable sent);

    /** Says that it closes, after what was sent before. */
    void close(Closing why);

    /** Ends the connection at once, whatever has not been read. */
    void cut();

    /** Runs it later, unless the answer is run before. */
    Runnable after(Duration delay, Runnable task);
}
