package io.muster.live;

import java.util.Optional;

/** The entry point for sockets. May be called from any thread; nothing blocks. */
public interface Subscriptions {

    /**
     * Whether subscribers may join: the ring has been filled once, or the stream has been silent for so long that nobody gains by
     * waiting. The process reports that it is ready by the same rule. A subscriber that joins while the ring is not filled may
     * receive a {@code resync}.
     */
    boolean isOpen();

    /**
     * Adds a subscriber. It receives {@code welcome}, then what it missed or {@code resync}, then what happens.
     *
     * @param lastEventId as the client sent it; anything that is no id leads to {@code resync}
     */
    void join(Subscriber subscriber, Optional<String> lastEventId);

    /** Sends a {@code pong} with the position the subscriber has been sent up to. */
    void ping(Subscriber subscriber);

    /** The subscriber's {@link Subscriber#caller} is another one: from now on it receives what that one may, {@code resync} first. */
    void rightsChanged(Subscriber subscriber);

    /** Removes the subscriber; no frames are sent once this has been processed. */
    void leave(Subscriber subscriber);
}
