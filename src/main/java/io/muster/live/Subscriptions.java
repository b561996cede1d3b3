package io.muster.live;

import java.util.Optional;

/** Where sockets come to listen. May be called from any thread; nothing waits. */
public interface Subscriptions {

    /** Whether what lately happened is known: who joins before that waits, or is told needlessly that something is lost. */
    boolean isOpen();

    /**
     * Begins to listen. The subscriber takes a {@code welcome}, then what it missed or {@code resync}, then what happens.
     *
     * @param lastEventId what the client says it saw last; whatever is no such id leads to {@code resync}
     */
    void join(Subscriber subscriber, Optional<String> lastEventId);

    /** The subscriber takes a {@code pong}, which says how far it has been told. */
    void ping(Subscriber subscriber);

    /** Ends it; no more frames are handed over once this has been seen to. */
    void leave(Subscriber subscriber);
}
