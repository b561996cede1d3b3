package io.muster.event;

import java.util.Optional;

import io.muster.identity.Caller;

/** What somebody wants changed in one event. The planner decides each in its turn. */
public sealed interface Command {

    /** Whose doing it is, as the journal names the actor: a userKey. */
    String actor();

    /** Who responds, with what the token tells of the person; empty where nobody responds for themselves. */
    default Optional<Caller> person() {
        return Optional.empty();
    }

    /** Calls the visitor's method for this kind of command. */
    <T> T visit(Visitor<T> visitor);

    /** One method a kind, so that none is forgotten. */
    interface Visitor<T> {
        T accept(Accept accept);

        T decline(Decline decline);

        T edit(Edit edit);

        T publish(Publish publish);

        T transition(Transition transition);

        T remove(Remove remove);

        T repair(Repair repair);
    }

    /** What a manager wants; of an event of another manager it is refused as unknown. */
    sealed interface OfManager extends Command {
        String managerId();

        /** The version the manager last saw; stale once a manager's change was recorded after it. */
        default Optional<Long> ifMatch() {
            return Optional.empty();
        }
    }

    /**
     * A person takes a place.
     *
     * @param role as the person wrote it, in any case
     */
    record Accept(Caller caller, String role) implements Command {
        @Override
        public String actor() {
            return caller.userKey();
        }

        @Override
        public Optional<Caller> person() {
            return Optional.of(caller);
        }

        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.accept(this);
        }
    }

    /**
     * A person says no, or gives a place back.
     *
     * @param role as the person wrote it; kept in the entry if the event has it
     */
    record Decline(Caller caller, Optional<String> role) implements Command {
        @Override
        public String actor() {
            return caller.userKey();
        }

        @Override
        public Optional<Caller> person() {
            return Optional.of(caller);
        }

        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.decline(this);
        }
    }

    /**
     * A manager edits; a patch without effect is a success that records nothing.
     */
    record Edit(String managerId, String actor, EventPatch patch, Optional<Long> ifMatch) implements OfManager {
        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.edit(this);
        }
    }

    /**
     * A draft becomes visible, or a published event's audience is replaced.
     *
     * @param audience empty: keep the one stored
     */
    record Publish(String managerId, String actor, Optional<AudiencePatch> audience, Optional<Long> ifMatch)
            implements OfManager {
        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.publish(this);
        }
    }

    /** Any other move along an event's life. */
    record Transition(String managerId, String actor, Move move, Optional<Long> ifMatch) implements OfManager {
        /** Where to. */
        public enum Move {
            UNPUBLISH,
            CANCEL,
            COMPLETE,
            DELETE
        }

        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.transition(this);
        }
    }

    /**
     * A manager takes a person out of the event, whichever list holds the person.
     *
     * @param bar also refuse and hide it to the person from now on
     */
    record Remove(String managerId, String actor, String userKey, boolean bar) implements OfManager {
        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.remove(this);
        }
    }

    /**
     * One of those who run the service has an event made whole again: {@link io.muster.event.Repair}.
     *
     * @param approved {@link io.muster.event.Repair#digest} of what is to be done; refused if by now it is something else
     */
    record Repair(String actor, String approved) implements Command {
        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.repair(this);
        }
    }
}
