package io.muster.live;

import java.util.Optional;

import io.muster.event.Event;
import io.muster.live.step.LiveLoop;
import io.muster.store.Attendances;

/** Receives what is noted of people's attendance. Called on the {@link LiveLoop}. */
interface AttendanceFeed {

    /** Whether there is any listener. */
    boolean isHeard();

    /** Whether this person listens, as staff. */
    boolean isHeardBy(String userKey);

    /**
     * Sends it to those managers of the event who may read rosters, and to the person, if the person sees the event.
     *
     * @param event as it is now; only needed where the person listens
     */
    void noted(Attendances.Noted noted, Optional<Event> event);
}
