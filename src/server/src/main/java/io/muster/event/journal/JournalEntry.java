package io.muster.event.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.muster.event.Audience;
import io.muster.event.Event;
import io.muster.event.EventStatus;
import io.muster.event.KeyedCommand;
import io.muster.event.Response;
import io.muster.event.ResponseCounts;
import io.muster.event.Role;
import io.muster.event.RoleStats;
import io.muster.event.StaffEntry;
import org.bson.types.ObjectId;

/**
 * One recorded change of one event. Replay applies it, and every live frame is rendered from it. It names people by
 * userKey only, so that a person can be forgotten.
 *
 * @param version the version this change made; with {@code eventId} the entry's identity
 * @param at the database's time, at least a millisecond after the last change before the batch
 * @param actor the userKey of the person who asked for it
 * @param requestKey {@link KeyedCommand#key}
 * @param fingerprint {@link KeyedCommand#fingerprint}
 * @param newStatus whether a manager's change made the status another; {@code after} says which
 * @param audienceBefore for a manager's change, the audience before it; empty if the event was a draft, which nobody
 *     sees
 * @param after the counts and the status after this change
 * @param place its position in the batch that recorded it, from 1
 * @param of the number of entries of that batch
 * @param refusesOverlap whether it was decided under a firm's rule that nobody takes two places at the same time ({@link
 *     io.muster.event.overlap.Overlap#REFUSE})
 */
public record JournalEntry(
        ObjectId eventId,
        long version,
        Instant at,
        String managerId,
        Change change,
        String actor,
        String requestKey,
        String fingerprint,
        boolean newStatus,
        Optional<Audience> audienceBefore,
        After after,
        int place,
        int of,
        boolean refusesOverlap) {

    /** An entry that was not decided under a rule about places at the same time. */
    public JournalEntry(
            ObjectId eventId,
            long version,
            Instant at,
            String managerId,
            Change change,
            String actor,
            String requestKey,
            String fingerprint,
            boolean newStatus,
            Optional<Audience> audienceBefore,
            After after,
            int place,
            int of) {
        this(
                eventId,
                version,
                at,
                managerId,
                change,
                actor,
                requestKey,
                fingerprint,
                newStatus,
                audienceBefore,
                after,
                place,
                of,
                false);
    }

    public Kind kind() {
        return change.kind();
    }

    /** {@link Change#isOfPeopleAlone}. */
    public boolean isOfPeopleAlone() {
        return change.isOfPeopleAlone();
    }

    /** Of a further line of a command, the version of the command's first one (docs/design.md#i10). */
    public Optional<Long> cause() {
        return change.cause();
    }

    /** {@link Change#reason}. */
    public Optional<String> reason() {
        return change.reason();
    }

    /** The person concerned: who responded, or who was removed. */
    public Optional<String> userKey() {
        return change.userKey();
    }

    /**
     * The current response that this change made; of a repair, the one of several that stays and keeps its place by version.
     * Empty for a change that concerns nobody, and where the person has no response any more.
     */
    public Optional<StaffEntry> entry() {
        return change.entry();
    }

    /** Whether somebody got a place by it, or another one. */
    public boolean givesPlace() {
        return Kind.GIVING_PLACES.contains(kind());
    }

    /** Whether somebody has a place after it whom the places of others at the same time did not count for before. */
    public boolean bringsPlace() {
        return givesPlace()
                || (kind() == Kind.REKEYED
                        && entry().filter(it -> it.response().takesPlace()).isPresent());
    }

    /** Whether it is the next entry of the same batch. An entry whose position is not known is next to none. */
    public boolean follows(JournalEntry before) {
        return eventId.equals(before.eventId)
                && version == before.version + 1
                && place == before.place + 1
                && of == before.of
                && place <= of;
    }

    /** The same entry of a batch of this size. */
    public JournalEntry of(int recorded) {
        return new JournalEntry(
                eventId,
                version,
                at,
                managerId,
                change,
                actor,
                requestKey,
                fingerprint,
                newStatus,
                audienceBefore,
                after,
                place,
                recorded,
                refusesOverlap);
    }

    /**
     * An equal entry that shares objects with the event before it, to save memory.
     *
     * @param before the event before it, without its people
     * @param figures what the line before left
     * @param current the person's response before it
     */
    public JournalEntry sharing(Event before, After figures, Optional<StaffEntry> current) {
        Optional<String> person = userKey()
                .map(own -> current.map(StaffEntry::userKey).filter(own::equals).orElse(own));
        return new JournalEntry(
                eventId.equals(before.id()) ? before.id() : eventId,
                version,
                at,
                managerId.equals(before.managerId()) ? before.managerId() : managerId,
                person.map(userKey -> change.sharing(userKey, before.roles())).orElse(change),
                person.filter(actor::equals).orElse(actor),
                requestKey,
                fingerprint,
                newStatus,
                audienceBefore.map(it -> it.equals(before.audience()) ? before.audience() : it),
                after.sharing(before.roles(), figures),
                place,
                of,
                refusesOverlap);
    }

    /** What happened; the names are those of the contract (docs/api.md#journal). */
    public enum Kind {
        CREATED(false),
        UPDATED(false),
        PUBLISHED(false),
        UNPUBLISHED(false),
        CANCELLED(false),
        COMPLETED(false),
        REOPENED(false),
        DELETED(false),
        ACCEPTED(true),
        STANDBY(true),
        DECLINED(true),
        PROMOTED(true),
        ASSIGNED(true),
        MOVED(true),
        REFUSED(true),
        CONFIRMED(true),
        REKEYED(true),
        REMOVED(false),
        REPAIRED(false),
        ERASED(false);

        private static final Set<Kind> GIVING_PLACES = EnumSet.of(ACCEPTED, PROMOTED, ASSIGNED, MOVED);

        private final String wireName = name().toLowerCase(Locale.ROOT);
        private final boolean ofAPerson;

        Kind(boolean ofAPerson) {
            this.ofAPerson = ofAPerson;
        }

        public String wireName() {
            return wireName;
        }

        /** @throws IllegalStateException for an unknown name: a newer version of the service wrote it */
        public static Kind ofWireName(String name) {
            for (Kind kind : values()) {
                if (kind.wireName.equals(name)) {
                    return kind;
                }
            }
            throw new IllegalStateException("the journal holds a kind that this version does not know");
        }

        /** Whether it is where a person stands, and not what a manager says of the event. A removal counts as the latter. */
        boolean isOfAPerson() {
            return ofAPerson;
        }
    }

    /**
     * The figures of the event after one change, so that a frame needs no other read.
     *
     * @param people how many people gave each response
     * @param roles the figures of each role, in the event's order and spelling
     * @param unconfirmed how many of those who are in have to confirm times and place
     */
    public record After(EventStatus status, ResponseCounts people, List<RoleStats> roles, int unconfirmed) {
        /** Figures of an event that nobody has to confirm. */
        public After(EventStatus status, ResponseCounts people, List<RoleStats> roles) {
            this(status, people, roles, 0);
        }

        public After {
            roles = List.copyOf(roles);
        }

        /** Equal figures, of which those of a role that is as full as before are the same objects. */
        After sharing(List<Role> named, After before) {
            ResponseCounts counts = people.equals(before.people) ? before.people : people;
            if (roles.equals(before.roles)) {
                return new After(status, counts, before.roles, unconfirmed);
            }
            List<RoleStats> shared = new ArrayList<>(roles.size());
            for (int i = 0; i < roles.size(); i++) {
                RoleStats own = roles.get(i);
                boolean same = i < before.roles.size() && own.equals(before.roles.get(i));
                shared.add(same ? before.roles.get(i) : own.sharing(named));
            }
            return new After(status, counts, shared, unconfirmed);
        }

        /** How many people have accepted. */
        public int accepted() {
            return people.count(Response.ACCEPT);
        }

        /** How many people are on standby. */
        public int standby() {
            return people.count(Response.STANDBY);
        }

        /** How many declines the event keeps. */
        public int declined() {
            return people.count(Response.DECLINE);
        }
    }
}
