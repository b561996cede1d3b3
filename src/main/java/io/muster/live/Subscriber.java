package io.muster.live;

import java.util.List;

import io.muster.identity.Caller;

/** Somebody who listens: a socket. Called on the {@link LiveLoop}; it does what it has to on a thread of its own. */
public interface Subscriber {

    /** Whose rights decide what it hears. */
    Caller caller();

    /** Takes frames, in order after all that came before. It never waits: a socket that cannot follow is its own to end. */
    void take(List<Frame> frames);

    /** Runs something once all that was taken before has gone to the socket; never, if the socket ends first. */
    void whenSent(Runnable task);
}
