package io.muster.event.journal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Audience;
import io.muster.event.AudiencePatch;
import io.muster.event.EventField;
import io.muster.event.EventPatch;
import io.muster.event.EventStatus;
import io.muster.event.Refusal;
import io.muster.event.Role;
import io.muster.event.StaffEntry;

/**
 * What a line of the journal does to an event. It says all that {@link EventState} needs, except what follows: the figures,
 * and whether an open event is published or fulfilled.
 */
public sealed interface Change {

    JournalEntry.Kind kind();

    /** Whether all but where a person stands, and the figures, stays as it was: so with responses, which are most changes. */
    default boolean isOfPeopleAlone() {
        return kind().isOfAPerson() && patch().isEmpty();
    }

    /**
     * Whether a version that was seen before it is stale (docs/api.md#if-match): it changes what a manager may set, the status, or that the
     * event is there.
     */
    default boolean makesVersionsStale() {
        return !isOfPeopleAlone();
    }

    /** Of a further change by a command, the version of the command's first one. */
    default Optional<Long> cause() {
        return Optional.empty();
    }

    /** Why, in the words of who did it; for managers alone. */
    default Optional<String> reason() {
        return Optional.empty();
    }

    /** The refusals that a manager has set aside, of those that there would have been. */
    default Set<Refusal.Reason> override() {
        return Set.of();
    }

    /** What it sets of what a manager may set. */
    default EventPatch patch() {
        return EventPatch.NOTHING;
    }

    /** Whether who is in has to confirm the times and the place that it changes. */
    default boolean asksAgain() {
        return false;
    }

    /** The person concerned: who responded, or who was removed. */
    default Optional<String> userKey() {
        return Optional.empty();
    }

    /** The userKey under which the person concerned was known before it. */
    default Optional<String> from() {
        return Optional.empty();
    }

    /** The person's response after it. */
    default Optional<StaffEntry> entry() {
        return Optional.empty();
    }

    /**
     * An equal change with these strings.
     *
     * @param sameUserKey equal to {@link #userKey}
     * @param roles if the person is in one of them, its name and key
     */
    default Change sharing(String sameUserKey, List<Role> roles) {
        return this;
    }

    /** Calls the visitor's method for this type of change. */
    void visit(Visitor visitor);

    /** One method for each type, so that none is forgotten. */
    interface Visitor {
        void created(Created created);

        void updated(Updated updated);

        void published(Published published);

        void moved(Moved moved);

        void cancelled(Cancelled cancelled);

        void reopened(Reopened reopened);

        void responded(Responded responded);

        void placed(Placed placed);

        void refused(Refused refused);

        void confirmed(Confirmed confirmed);

        void rekeyed(Rekeyed rekeyed);

        void removed(Removed removed);

        void repaired(Repaired repaired);

        void erased(Erased erased);
    }

    /**
     * The event was made.
     *
     * @param patch all that is set
     */
    record Created(EventStatus status, EventPatch patch) implements Change {
        public static Created of(
                EventStatus status,
                Map<EventField, Object> fields,
                List<Role> roles,
                Audience audience,
                List<String> barred) {
            Map<EventField, Optional<Object>> set = new EnumMap<>(EventField.class);
            fields.forEach((field, value) -> set.put(field, Optional.of(value)));
            AudiencePatch whomFor = new AudiencePatch(
                    Optional.of(audience.userKeys()),
                    Optional.of(audience.teamIds()),
                    Optional.of(audience.waves()).filter(waves -> !waves.isEmpty()));
            return new Created(status, new EventPatch(set, Optional.of(roles), whomFor, Optional.of(barred)));
        }

        @Override
        public JournalEntry.Kind kind() {
            return JournalEntry.Kind.CREATED;
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.created(this);
        }
    }

    /**
     * A manager's edit: only what changed.
     *
     * @param asksAgain whether it changes times or place that people have to confirm
     */
    record Updated(EventPatch patch, boolean asksAgain) implements Change {
        /** An edit that nobody has to confirm. */
        public Updated(EventPatch patch) {
            this(patch, false);
        }

        @Override
        public JournalEntry.Kind kind() {
            return JournalEntry.Kind.UPDATED;
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.updated(this);
        }
    }

    /**
     * A draft became visible, or the audience of an event changed.
     *
     * @param audience only what changed
     */
    record Published(AudiencePatch audience) implements Change {
        @Override
        public JournalEntry.Kind kind() {
            return JournalEntry.Kind.PUBLISHED;
        }

        @Override
        public EventPatch patch() {
            return EventPatch.of(audience);
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.published(this);
        }
    }

    /** A move along the event's life that sets nothing else. */
    enum Moved implements Change {
        UNPUBLISHED(JournalEntry.Kind.UNPUBLISHED),
        COMPLETED(JournalEntry.Kind.COMPLETED),
        DELETED(JournalEntry.Kind.DELETED);

        private final JournalEntry.Kind kind;

        Moved(JournalEntry.Kind kind) {
            this.kind = kind;
        }

        @Override
        public JournalEntry.Kind kind() {
            return kind;
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.moved(this);
        }
    }

    /**
     * The event is off.
     *
     * @param reason shown to all who see the event
     */
    record Cancelled(Optional<String> reason) implements Change {
        @Override
        public JournalEntry.Kind kind() {
            return JournalEntry.Kind.CANCELLED;
        }

        @Override
        public EventPatch patch() {
            return reason.map(given -> EventPatch.of(EventField.CANCEL_REASON, Optional.of(given)))
                    .orElse(EventPatch.NOTHING);
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.cancelled(this);
        }
    }

    /**
     * A closed event is open again, with its people as they were.
     *
     * @param hadReason whether it was cancelled for a reason, which is cleared
     */
    record Reopened(boolean hadReason) implements Change {
        @Override
        public JournalEntry.Kind kind() {
            return JournalEntry.Kind.REOPENED;
        }

        @Override
        public EventPatch patch() {
            return hadReason ? EventPatch.of(EventField.CANCEL_REASON, Optional.empty()) : EventPatch.NOTHING;
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.reopened(this);
        }
    }

    /** A change after which a person has this entry. */
    sealed interface OfEntry extends Change {
        StaffEntry staff();

        @Override
        default Optional<String> userKey() {
            return Optional.of(staff().userKey());
        }

        @Override
        default Optional<StaffEntry> entry() {
            return Optional.of(staff());
        }
    }

    /** A person's response, which replaces the one before. */
    record Responded(StaffEntry staff, Optional<String> reason) implements OfEntry {
        /** A response without a reason. */
        public Responded(StaffEntry staff) {
            this(staff, Optional.empty());
        }

        @Override
        public JournalEntry.Kind kind() {
            return switch (staff.response()) {
                case ACCEPT -> JournalEntry.Kind.ACCEPTED;
                case STANDBY -> JournalEntry.Kind.STANDBY;
                case DECLINE -> JournalEntry.Kind.DECLINED;
            };
        }

        @Override
        public Change sharing(String sameUserKey, List<Role> roles) {
            return new Responded(staff.sharing(roles).of(sameUserKey), reason);
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.responded(this);
        }
    }

    /**
     * A person came into a role by what others did: a place became free, or the manager put the person there.
     *
     * @param kind promoted, assigned, or moved
     * @param cause of a promotion, the version of the command that gave the place
     */
    record Placed(JournalEntry.Kind kind, StaffEntry staff, Optional<Long> cause, Set<Refusal.Reason> override)
            implements OfEntry {
        public Placed {
            override = Set.copyOf(override);
        }

        /** A change for which no refusal was set aside. */
        public Placed(JournalEntry.Kind kind, StaffEntry staff, Optional<Long> cause) {
            this(kind, staff, cause, Set.of());
        }

        @Override
        public Change sharing(String sameUserKey, List<Role> roles) {
            return new Placed(kind, staff.sharing(roles).of(sameUserKey), cause, override);
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.placed(this);
        }
    }

    /**
     * A manager refused a person's request.
     *
     * @param staff the decline that the request became
     * @param barred who is barred afterwards, if that became another
     */
    record Refused(StaffEntry staff, Optional<List<String>> barred, Optional<String> reason) implements OfEntry {
        @Override
        public JournalEntry.Kind kind() {
            return JournalEntry.Kind.REFUSED;
        }

        @Override
        public EventPatch patch() {
            return EventPatch.ofBarred(barred);
        }

        @Override
        public Change sharing(String sameUserKey, List<Role> roles) {
            return new Refused(staff.sharing(roles).of(sameUserKey), barred, reason);
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.refused(this);
        }
    }

    /**
     * A person confirmed times and place. All else of the entry stays.
     *
     * @param staff the entry, with what is confirmed
     */
    record Confirmed(StaffEntry staff) implements OfEntry {
        @Override
        public JournalEntry.Kind kind() {
            return JournalEntry.Kind.CONFIRMED;
        }

        @Override
        public Change sharing(String sameUserKey, List<Role> roles) {
            return new Confirmed(staff.sharing(roles).of(sameUserKey));
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.confirmed(this);
        }
    }

    /**
     * A person is known by another userKey from now on. What the event had of both it has of that one.
     *
     * @param before the userKey that is gone
     * @param person the one that is there
     * @param staff where the person stands; empty where the person is in no list
     * @param audience the people whom the event is for, if one of them was the userKey before
     * @param barred who is barred, if one of them was
     */
    record Rekeyed(
            String before,
            String person,
            Optional<StaffEntry> staff,
            AudiencePatch audience,
            Optional<List<String>> barred)
            implements Change {
        @Override
        public JournalEntry.Kind kind() {
            return JournalEntry.Kind.REKEYED;
        }

        @Override
        public EventPatch patch() {
            return new EventPatch(Map.of(), Optional.empty(), audience, barred);
        }

        @Override
        public Optional<String> from() {
            return Optional.of(before);
        }

        @Override
        public Optional<String> userKey() {
            return Optional.of(person);
        }

        @Override
        public Optional<StaffEntry> entry() {
            return staff;
        }

        @Override
        public Change sharing(String sameUserKey, List<Role> roles) {
            return new Rekeyed(
                    before, sameUserKey, staff.map(entry -> entry.sharing(roles).of(sameUserKey)), audience, barred);
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.rekeyed(this);
        }
    }

    /**
     * A manager took a person out.
     *
     * @param barred who is barred afterwards, if that changed
     */
    record Removed(String person, Optional<List<String>> barred, Optional<String> reason) implements Change {
        @Override
        public JournalEntry.Kind kind() {
            return JournalEntry.Kind.REMOVED;
        }

        @Override
        public boolean makesVersionsStale() {
            return !patch().isEmpty();
        }

        @Override
        public EventPatch patch() {
            return EventPatch.ofBarred(barred);
        }

        @Override
        public Optional<String> userKey() {
            return Optional.of(person);
        }

        @Override
        public Change sharing(String sameUserKey, List<Role> roles) {
            return new Removed(sameUserKey, barred, reason);
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.removed(this);
        }
    }

    /**
     * A repair took a person out, or left one of the several entries of a person, or was of figures alone.
     *
     * @param userKey empty for figures alone
     * @param entry the entry that stays, at the place its version gives it; empty for a person who left
     */
    record Repaired(Optional<String> userKey, Optional<StaffEntry> entry) implements Change {
        @Override
        public JournalEntry.Kind kind() {
            return JournalEntry.Kind.REPAIRED;
        }

        @Override
        public boolean makesVersionsStale() {
            return false;
        }

        @Override
        public Change sharing(String sameUserKey, List<Role> roles) {
            return new Repaired(
                    Optional.of(sameUserKey),
                    entry.map(stays -> stays.sharing(roles).of(sameUserKey)));
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.repaired(this);
        }
    }

    /**
     * Somebody is named no more by the event and its journal, which have been rewritten for that. It changes nothing itself: whoever holds
     * the event as it was before has to read it anew.
     */
    enum Erased implements Change {
        ONE;

        @Override
        public JournalEntry.Kind kind() {
            return JournalEntry.Kind.ERASED;
        }

        /** What was seen before has a userKey that must not come back, by an audience or bars. */
        @Override
        public boolean makesVersionsStale() {
            return true;
        }

        @Override
        public void visit(Visitor visitor) {
            visitor.erased(this);
        }
    }
}
