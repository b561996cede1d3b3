package io.muster.live;

import java.util.Optional;

/** Where those who listen come and go. Safe from any thread; nothing here waits. */
public interface Subscriptions {

    /**
     * From now on it is told. The answer comes by {@link Subscriber#take}: the welcome, then what was missed or that it is no
     * longer known, then what happens.
     *
     * @param lastEventId the last frame the client says it has seen, as it stands in the request
     */
    void join(Subscriber subscriber, Optional<String> lastEventId);

    /** From now on it is told nothing more. Called once for each, also where joining failed. */
    void leave(Subscriber subscriber);

    /**
     * The stream's place: whatever lies at or before it has been handed to {@link Subscriber#take} already, so a client told
     * it after those frames misses nothing. Empty while the stream has not begun.
     */
    Optional<StreamPosition> position();
}
