package io.muster.event;

import java.util.Optional;
import java.util.Set;

import io.muster.identity.Caller;

/** A requested change of one event. The planner decides commands in their order. */
public sealed interface Command {

    /** The most code points of a reason. */
    int MAX_REASON = 200;

    /** The userKey of the person who asks for it; the journal's {@code actor}. */
    String actor();

    /** The person who responds, with the profile of the token; empty for any other command. */
    default Optional<Caller> person() {
        return Optional.empty();
    }

    /** What the person answers to the event, by its name in JSON; empty for any command that is no response. */
    default Optional<String> response() {
        return Optional.empty();
    }

    /** Calls the visitor's method for this kind of command. */
    <T> T visit(Visitor<T> visitor);

    /** One method per kind, so that a missing one does not compile. */
    interface Visitor<T> {
        T accept(Accept accept);

        T decline(Decline decline);

        T confirm(Confirm confirm);

        T edit(Edit edit);

        T publish(Publish publish);

        T transition(Transition transition);

        T remove(Remove remove);

        T assign(Assign assign);

        T lift(Lift lift);

        T rekey(Rekey rekey);

        T repair(Repair repair);
    }

    /** A manager's command. On another manager's event it is refused as unknown. */
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
     * @param standby whether the person waits or asks for a place that cannot be had now
     */
    record Accept(Caller caller, String role, boolean standby) implements Command {
        /** An accept by a person who does not want to be on standby. */
        public Accept(Caller caller, String role) {
            this(caller, role, false);
        }

        @Override
        public String actor() {
            return caller.userKey();
        }

        @Override
        public Optional<Caller> person() {
            return Optional.of(caller);
        }

        @Override
        public Optional<String> response() {
            return Optional.of(Response.ACCEPT.wireName());
        }

        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.accept(this);
        }
    }

    /**
     * A person declines; a place held becomes free.
     *
     * @param role as the person wrote it; kept in the entry if the event has it
     * @param reason at most {@link #MAX_REASON} code points, for managers alone
     */
    record Decline(Caller caller, Optional<String> role, Optional<String> reason) implements Command {
        /** A decline without a reason. */
        public Decline(Caller caller, Optional<String> role) {
            this(caller, role, Optional.empty());
        }

        @Override
        public String actor() {
            return caller.userKey();
        }

        @Override
        public Optional<Caller> person() {
            return Optional.of(caller);
        }

        @Override
        public Optional<String> response() {
            return Optional.of(Response.DECLINE.wireName());
        }

        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.decline(this);
        }
    }

    /**
     * A person who is in confirms times and place.
     *
     * @param seen the version at which the person saw them
     */
    record Confirm(Caller caller, long seen) implements Command {
        /** Its name in JSON, beside those of the responses. */
        public static final String NAME = "confirm";

        @Override
        public String actor() {
            return caller.userKey();
        }

        @Override
        public Optional<Caller> person() {
            return Optional.of(caller);
        }

        @Override
        public Optional<String> response() {
            return Optional.of(NAME);
        }

        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.confirm(this);
        }
    }

    /**
     * A manager edits the event. A patch without effect succeeds and records nothing.
     *
     * @param keepsConfirmed whether nobody has to confirm times or place that it changes
     */
    record Edit(String managerId, String actor, EventPatch patch, Optional<Long> ifMatch, boolean keepsConfirmed)
            implements OfManager {
        /** An edit that people have to confirm where it changes times or place. */
        public Edit(String managerId, String actor, EventPatch patch, Optional<Long> ifMatch) {
            this(managerId, actor, patch, ifMatch, false);
        }

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

    /**
     * Any other change of the event's status.
     *
     * @param reason why it is cancelled, shown to all who see it; empty for any other move
     */
    record Transition(String managerId, String actor, Move move, Optional<String> reason, Optional<Long> ifMatch)
            implements OfManager {
        /** A move without a reason. */
        public Transition(String managerId, String actor, Move move, Optional<Long> ifMatch) {
            this(managerId, actor, move, Optional.empty(), ifMatch);
        }

        /** The target. */
        public enum Move {
            UNPUBLISH,
            CANCEL,
            COMPLETE,
            REOPEN,
            DELETE
        }

        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.transition(this);
        }
    }

    /**
     * A manager removes a person from the event, from whichever list has the person.
     *
     * @param bar whether the person is also barred
     * @param reason at most {@link #MAX_REASON} code points, for managers alone
     */
    record Remove(String managerId, String actor, String userKey, boolean bar, Optional<String> reason)
            implements OfManager {
        /** A removal without a reason. */
        public Remove(String managerId, String actor, String userKey, boolean bar) {
            this(managerId, actor, userKey, bar, Optional.empty());
        }

        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.remove(this);
        }
    }

    /**
     * A manager puts a member of the firm, or a person of one of the event's lists, into a role: grants a request, lets somebody in,
     * or moves somebody to another role.
     *
     * @param role as the manager wrote it, in any case
     * @param override the refusals that the manager sets aside
     */
    record Assign(String managerId, String actor, String userKey, String role, Set<Refusal.Reason> override)
            implements OfManager {
        public Assign {
            override = Set.copyOf(override);
        }

        /** One that sets no refusal aside. */
        public Assign(String managerId, String actor, String userKey, String role) {
            this(managerId, actor, userKey, role, Set.of());
        }

        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.assign(this);
        }
    }

    /** A manager lets a person in again who was barred; without effect where nobody bars the person. */
    record Lift(String managerId, String actor, String userKey) implements OfManager {
        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.lift(this);
        }
    }

    /**
     * A member of the firm without an account has got one: what the event says of the member it says of the account from now on.
     *
     * @param from the member's userKey before, which nobody can sign in with
     * @param userKey the account's
     */
    record Rekey(String managerId, String from, String userKey) implements OfManager {
        @Override
        public String actor() {
            return userKey;
        }

        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.rekey(this);
        }
    }

    /**
     * An administrator has an event repaired: {@link io.muster.event.plan.Repair}.
     *
     * @param approved {@link io.muster.event.plan.Repair#digest} of the approved repair; a different one is refused
     */
    record Repair(String actor, String approved) implements Command {
        @Override
        public <T> T visit(Visitor<T> visitor) {
            return visitor.repair(this);
        }
    }
}
