package io.muster.api.event;

import java.util.Optional;

import io.muster.api.problem.ProblemException;
import io.muster.event.AudiencePatch;
import io.muster.event.Command;
import io.muster.event.Command.Transition.Move;
import io.muster.event.Event;
import io.muster.event.EventPatch;
import io.muster.event.EventStatus;
import io.muster.identity.Caller;

/** Commands for changes of an event's status. */
final class LifecycleCommands {
    private LifecycleCommands() {}

    static Command to(Move move, Caller manager, Event event, Optional<Long> ifMatch) {
        return new Command.Transition(event.managerId(), manager.userKey(), move, ifMatch);
    }

    static Command cancel(Caller manager, Event event, Optional<String> reason, Optional<Long> ifMatch) {
        return new Command.Transition(event.managerId(), manager.userKey(), Move.CANCEL, reason, ifMatch);
    }

    static Command publish(Caller manager, Event event, Optional<AudiencePatch> audience, Optional<Long> ifMatch) {
        return new Command.Publish(event.managerId(), manager.userKey(), audience, ifMatch);
    }

    /**
     * The command for a target status.
     *
     * @throws ProblemException {@code VALIDATION} for fulfilled, unless it is fulfilled already: an event becomes fulfilled by
     *     its people
     */
    static Command toStatus(EventStatus status, Caller manager, Event event, Optional<Long> ifMatch) {
        return switch (status) {
            case DRAFT -> to(Move.UNPUBLISH, manager, event, ifMatch);
            case PUBLISHED -> publish(manager, event, Optional.empty(), ifMatch);
            case CANCELLED -> to(Move.CANCEL, manager, event, ifMatch);
            case COMPLETED -> to(Move.COMPLETE, manager, event, ifMatch);
            case FULFILLED -> stay(manager, event, ifMatch);
        };
    }

    private static Command stay(Caller manager, Event event, Optional<Long> ifMatch) {
        if (event.status() != EventStatus.FULFILLED) {
            throw ProblemException.invalid("status", "becomes fulfilled when every role is full");
        }
        return new Command.Edit(event.managerId(), manager.userKey(), EventPatch.NOTHING, ifMatch);
    }
}
