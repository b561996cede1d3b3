package io.muster.live;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

import io.muster.live.step.Step;

/**
 * One frame of a step for one kind of receiver. Receivers with equal notices receive the same frame, which is rendered
 * once.
 *
 * @param stepping whether it represents the version ({@code "step": true}); a frame that follows another one of the
 *     same version does not
 * @param reason why visibility ended, for {@link Type#HIDDEN} only
 * @param fromVersion the first of several versions that it represents; empty where it is of one
 */
public record Notice(
        Type type, boolean stepping, Receiver receiver, Optional<Reason> reason, Optional<Long> fromVersion) {

    /** Of one version. */
    public Notice(Type type, boolean stepping, Receiver receiver, Optional<Reason> reason) {
        this(type, stepping, receiver, reason, Optional.empty());
    }

    /** The frame for all versions from one on: what people did, by the figures alone. */
    Notice from(long version) {
        if (!type.isAboutPerson() || !receiver.equals(Receiver.Staff.ANYBODY)) {
            throw new IllegalStateException("more than figures: " + type);
        }
        return new Notice(Type.RESPONSE, stepping, receiver, reason, Optional.of(version));
    }

    /** Whether it contains nothing about its receiver, so that others may receive the same. */
    public boolean isForMany() {
        return receiver.fold(manager -> true, staff -> staff.own().isEmpty());
    }

    /** The contract's names of frames (docs/api.md#frame-data). */
    public enum Type {
        RESPONSE("event:response", true),
        CREATED("event:created", false),
        PUBLISHED("event:published", false),
        UPDATED("event:updated", false),
        UNPUBLISHED("event:unpublished", false),
        CANCELED("event:canceled", false),
        COMPLETED("event:completed", false),
        REOPENED("event:reopened", false),
        DELETED("event:deleted", false),
        ASSIGNED("staff:assigned", true),
        MOVED("staff:moved", true),
        REMOVED("staff:removed", true),
        CONFIRMED("staff:confirmed", true),
        REKEYED("staff:rekeyed", true),
        FULFILLED("event:fulfilled", false),
        HIDDEN("event:hidden", false);

        private final String wireName;
        private final boolean aboutPerson;

        Type(String wireName, boolean aboutPerson) {
            this.wireName = wireName;
            this.aboutPerson = aboutPerson;
        }

        /** Whether it is about a person. Among the staff only that person's frame says who. */
        public boolean isAboutPerson() {
            return aboutPerson;
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

    /** The kind of receiver. */
    public sealed interface Receiver {

        /** The result of the function for the kind. */
        <T> T fold(Function<Manager, T> ofManager, Function<Staff, T> ofStaff);

        /**
         * A manager of the event.
         *
         * @param readOnly without e-mail addresses and pictures
         */
        record Manager(boolean readOnly) implements Receiver {
            @Override
            public <T> T fold(Function<Manager, T> ofManager, Function<Staff, T> ofStaff) {
                return ofManager.apply(this);
            }
        }

        /**
         * A staff member.
         *
         * @param concerned whether the step is about this person and the frame says so
         * @param own the person's response after the step, with the token's profile; only if the frame contains it, so
         *     that all others receive the same
         * @param opensAt when the event opens to this person; only if the frame contains it
         * @param opensOtherwise whether the step made that another time
         */
        record Staff(boolean concerned, Optional<Step.Named> own, Optional<Instant> opensAt, boolean opensOtherwise)
                implements Receiver {
            /** A receiver whose frame contains no person, and not the event. */
            static final Staff ANYBODY = new Staff(false, Optional.empty(), Optional.empty(), false);

            @Override
            public <T> T fold(Function<Manager, T> ofManager, Function<Staff, T> ofStaff) {
                return ofStaff.apply(this);
            }
        }
    }
}
