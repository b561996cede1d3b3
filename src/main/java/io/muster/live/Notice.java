package io.muster.live;

import java.util.Optional;
import java.util.function.Function;

/**
 * One thing to say of a step, to one kind of receiver. Receivers with equal notices get one and the same frame, which is then
 * rendered once.
 *
 * @param stepping whether it stands for the version ({@code "step": true}); what only follows another frame of the same
 *     version does not
 * @param reason why sight ended, for {@link Type#HIDDEN} alone
 */
public record Notice(Type type, boolean stepping, Receiver receiver, Optional<Reason> reason) {

    /** Whether it tells its receiver nothing of itself, so that others may be told the same. */
    public boolean isForMany() {
        return receiver.fold(manager -> true, staff -> staff.own().isEmpty());
    }

    /** The contract's names of events. */
    public enum Type {
        RESPONSE("event:response"),
        CREATED("event:created"),
        PUBLISHED("event:published"),
        UPDATED("event:updated"),
        UNPUBLISHED("event:unpublished"),
        CANCELED("event:canceled"),
        COMPLETED("event:completed"),
        DELETED("event:deleted"),
        REMOVED("staff:removed"),
        FULFILLED("event:fulfilled"),
        HIDDEN("event:hidden");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /** Why staff no longer see an event. */
    public enum Reason {
        AUDIENCE,
        UNPUBLISHED,
        REMOVED,
        DELETED
    }

    /** Whom a frame is for. */
    public sealed interface Receiver {

        /** What holds for the one kind or the other. */
        <T> T fold(Function<Manager, T> ofManager, Function<Staff, T> ofStaff);

        /**
         * A manager of the event.
         *
         * @param readOnly without e-mails and pictures
         */
        record Manager(boolean readOnly) implements Receiver {
            @Override
            public <T> T fold(Function<Manager, T> ofManager, Function<Staff, T> ofStaff) {
                return ofManager.apply(this);
            }
        }

        /**
         * One of the staff.
         *
         * @param concerned whether the step is about this person, and the frame says so
         * @param own the person's own response after the step, with what the person's token says of the person; only where
         *     the frame tells it, so that all others get one and the same
         */
        record Staff(boolean concerned, Optional<Step.Named> own) implements Receiver {
            /** Whoever is told nothing of a person. */
            static final Staff ANYBODY = new Staff(false, Optional.empty());

            @Override
            public <T> T fold(Function<Manager, T> ofManager, Function<Staff, T> ofStaff) {
                return ofStaff.apply(this);
            }
        }
    }
}
