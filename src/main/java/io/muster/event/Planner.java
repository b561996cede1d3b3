package io.muster.event;

import java.time.Instant;
import java.util.List;

/** Decides a batch of commands on one event, first come, first served. Pure: no clock, no database, no thread. */
public final class Planner {
    private Planner() {}

    /**
     * Decides each request on the state the ones before it left.
     *
     * @param event the event as the transaction read it
     * @param now the database's time, of the same read
     * @param requests in order of arrival; known idempotency keys have been answered before
     */
    public static Plan plan(Event event, Instant now, List<Request> requests) {
        throw new UnsupportedOperationException("not written yet");
    }
}
