package io.muster.live;

import java.time.Instant;
import java.util.List;

import org.bson.types.ObjectId;

/** Who hears what the stream brings. Called on the {@link LiveLoop}, in order. */
interface Feed {

    /**
     * The stream begins, or begins anew: whatever was held before this place may have gaps and is worth nothing.
     *
     * @param floor nothing at or before it will come
     */
    void began(StreamPosition floor);

    /** Steps that were recorded, each event's in order, each once; the events have already gone on to the last of them. */
    void happened(List<Step> steps);

    /**
     * Steps of an event were recorded that cannot be told: its journal is broken, or says something this version of the
     * service does not understand. {@link LiveEvents} does not know the event from now on. Whoever may see it has missed
     * something and has to fetch it anew; so has whoever comes back to a place before this one.
     *
     * <p>Comes before the {@link #happened} of what was recorded together with it, again each time when there is more of the
     * event.
     *
     * @param position the last of the missing steps' places
     */
    void gap(StreamPosition position, ObjectId eventId, String managerId);

    /**
     * The stream has been read so far, and nothing but what was told lies before.
     *
     * @param at the database's time there
     */
    void advanced(StreamPosition position, Instant at);
}
