package io.muster.respond;

import java.util.List;

import io.muster.event.Event;
import io.muster.event.Request;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** The one way in which an event changes: every change is decided, guarded, journaled and committed behind it. */
public interface Changes {

    /**
     * Queues a command in its event's lane; the answer comes after the commit.
     *
     * @return the outcome, or a failure with {@link NotDone}; an unknown or deleted event is an outcome too, see
     *     {@link UnknownEvent}
     */
    Uni<Outcome> submit(ObjectId eventId, Request request);

    /**
     * Makes new events, all of them or none, each with its first journal line.
     *
     * @param requestKey {@link Request#key} of the making request; lines of one request are told apart by their event
     * @return the events as stored; an event whose id exists already fails with {@link EventExists}
     */
    Uni<List<Event>> create(List<Event> events, String actor, String requestKey, String fingerprint);

    /** The event does not exist or is deleted. */
    final class UnknownEvent extends RuntimeException {
        public UnknownEvent() {
            super("unknown event", null, false, false);
        }
    }

    /** An event of this id was made before. */
    final class EventExists extends RuntimeException {
        public EventExists(Throwable cause) {
            super("event exists", cause, false, false);
        }
    }
}
