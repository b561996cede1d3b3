package io.muster.live;

import java.util.List;

import io.muster.identity.Caller;
import io.muster.live.step.LiveLoop;

/** A receiver of frames: a socket. Called on the {@link LiveLoop}; it hands work to a thread of its own. */
public interface Subscriber {

    /** The caller whose rights apply; another one after {@link Subscriptions#rightsChanged}. */
    Caller caller();

    /**
     * What the ids of its frames are bound to besides their position: who comes back with other rights has missed what nobody can tell
     * any more. Empty where the token alone counts. Letters and digits.
     */
    default String rights() {
        return "";
    }

    /** Takes frames, in order after all earlier ones. It does not block: a socket that is too slow closes itself. */
    void take(List<Frame> frames);

    /** Runs a task once everything taken before has been sent; never, if the socket is closed first. */
    void whenSent(Runnable task);
}
