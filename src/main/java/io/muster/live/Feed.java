package io.muster.live;

import java.time.Instant;
import java.util.List;

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
     * The stream has been read so far, and nothing but what was told lies before.
     *
     * @param at the database's time there
     */
    void advanced(StreamPosition position, Instant at);
}
