package io.muster.live;

import java.util.List;

import io.muster.identity.Caller;
import io.muster.live.step.LiveLoop;

/** A receiver of frames: a socket. Called on the {@link LiveLoop}; it hands work to a thread of its own. */
public interface Subscriber {

    /** The caller whose rights apply. */
    Caller caller();

    /** Takes frames, in order after all earlier ones. It does not block: a socket that is too slow closes itself. */
    void take(List<Frame> frames);

    /** Runs a task once everything taken before has been sent; never, if the socket is closed first. */
    void whenSent(Runnable task);
}
