package io.muster.api.event;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.api.http.EventIds;
import io.muster.api.problem.ProblemException;
import io.muster.api.problem.ProblemType;
import io.muster.event.Event;
import io.muster.identity.Caller;
import io.muster.store.read.EventReads;
import io.muster.store.read.StoredEvent;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * A manager's own events. An event of another manager, a deleted one, an unknown one and a malformed id fail
 * identically, before anything else of the request is looked at.
 */
@Singleton
class OwnEvents {
    private final EventReads events;

    OwnEvents(EventReads events) {
        this.events = events;
    }

    /** The event without its people. */
    Uni<StoredEvent> head(Caller manager, String id) {
        return id(id).chain(events::head).map(found -> own(manager, found));
    }

    /** The event with complete lists. */
    Uni<Event> whole(Caller manager, String id) {
        return id(id).chain(events::whole).map(found -> own(manager, found).event());
    }

    /** The event without its people, or its tombstone. */
    Uni<Event> evenDeleted(Caller manager, String id) {
        return id(id).chain(events::head)
                .map(found -> found.map(StoredEvent::event)
                        .filter(event -> isOf(manager, event))
                        .orElseThrow(OwnEvents::unknown));
    }

    private static Uni<ObjectId> id(String id) {
        return Uni.createFrom().item(() -> EventIds.of(id).orElseThrow(OwnEvents::unknown));
    }

    private static StoredEvent own(Caller manager, Optional<StoredEvent> found) {
        return found.filter(it -> !it.event().deleted() && isOf(manager, it.event()))
                .orElseThrow(OwnEvents::unknown);
    }

    private static boolean isOf(Caller manager, Event event) {
        return manager.managerId().filter(event.managerId()::equals).isPresent();
    }

    static ProblemException unknown() {
        return new ProblemException(ProblemType.EVENT_NOT_FOUND);
    }
}
