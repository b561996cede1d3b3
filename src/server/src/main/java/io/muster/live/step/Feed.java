package io.muster.live.step;

import java.time.Instant;
import java.util.List;

import org.bson.types.ObjectId;

/** Receives what the stream delivers. Called on the {@link LiveLoop}, in order. */
public interface Feed {

    /**
     * The stream starts or restarts: everything kept from before may have gaps and is discarded.
     *
     * @param floor nothing at or before this position will come
     */
    void began(ResumeToken floor);

    /** New steps, each event's in order, each once; the cached events are in the state after the last of them. */
    void happened(List<Step> steps);

    /**
     * Steps of an event cannot be sent: its journal is invalid, or has an entry this version of the service does not
     * understand. {@link LiveEvents} does not have the event from now on. Everyone who may see it has to fetch it
     * again, and so has everyone who resumes before this position.
     *
     * <p>Called before {@link #happened} of what was recorded together with it, and again whenever there are more
     * entries of the event.
     *
     * @param position the position of the last missing step
     */
    void gap(ResumeToken position, ObjectId eventId, String managerId);

    /**
     * The stream has been read up to here; there is nothing else before.
     *
     * @param at the database's time there
     */
    void advanced(ResumeToken position, Instant at);
}
