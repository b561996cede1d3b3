package io.muster.respond;

import java.util.List;

import io.muster.event.Event;
import io.muster.event.KeyedCommand;
import io.muster.store.write.EventExistsException;
import io.muster.store.write.NotYetAvailableException;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** The only way to change an event: every change is planned, guarded, journaled and committed behind it. */
public interface Changes {

    /**
     * Queues a command in its event's lane; answered after the commit.
     *
     * @return the outcome, or a failure with {@link UndecidedException}; an unknown or deleted event fails with {@link
     *     UnknownEvent}
     */
    Uni<Outcome> submit(ObjectId eventId, KeyedCommand request);

    /**
     * Creates new events, all or none, each with its first journal entry.
     *
     * @param requestKey {@link KeyedCommand#key} of the request; entries of one request differ by their event
     * @return the events as stored; fails with {@link EventExistsException} if an id exists, with {@link
     *     NotYetAvailableException} if another version that runs could not read one
     */
    Uni<List<Event>> create(List<Event> events, String actor, String requestKey, String fingerprint);

    /** There never was such an event. */
    final class UnknownEvent extends RuntimeException {
        public UnknownEvent() {
            super("unknown event", null, false, false);
        }
    }
}
