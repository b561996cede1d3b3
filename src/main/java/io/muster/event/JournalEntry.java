package io.muster.event;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * One recorded change of one event: the line of the journal that replays it and from which every live frame is made. It
 * knows people by userKey only, so that a person can be forgotten.
 *
 * @param version the version this change made; with {@code eventId} the line's identity
 * @param at the database's time, at least a millisecond after the change before the batch
 * @param userKey the person concerned: who responded, or who was removed
 * @param entry the standing response this change made; of a repair, the one of several that stands and keeps its place by
 *     version; empty for all but accepted, declined and such repairs
 * @param actor the userKey of who did it
 * @param requestKey {@link Request#key}
 * @param fingerprint {@link Request#fingerprint}
 * @param set for a manager's change, the stored fields it set, by their names in the database, with the values after it,
 *     {@code status} among them where it became another
 * @param unset the stored fields it cleared
 * @param audienceBefore for a manager's change, who the event was for before it; empty if it was a draft, which nobody
 *     is to see
 * @param after the counts and the status after this very change
 * @param place its place in the batch that recorded it, from 1
 * @param of how many the batch recorded
 */
public record JournalEntry(
        ObjectId eventId,
        long version,
        Instant at,
        Kind kind,
        String managerId,
        Optional<String> userKey,
        Optional<StaffEntry> entry,
        String actor,
        String requestKey,
        String fingerprint,
        Document set,
        List<String> unset,
        Optional<Audience> audienceBefore,
        After after,
        int place,
        int of) {

    /** The same line of a batch that recorded so many. */
    JournalEntry of(int recorded) {
        return new JournalEntry(
                eventId,
                version,
                at,
                kind,
                managerId,
                userKey,
                entry,
                actor,
                requestKey,
                fingerprint,
                set,
                unset,
                audienceBefore,
                after,
                place,
                recorded);
    }

    /** What happened; the names are those of the contract's journal. */
    public enum Kind {
        CREATED,
        UPDATED,
        PUBLISHED,
        UNPUBLISHED,
        CANCELLED,
        COMPLETED,
        DELETED,
        ACCEPTED,
        DECLINED,
        REMOVED,
        REPAIRED;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        public String wireName() {
            return wireName;
        }

        /** @throws IllegalStateException for a name that is no kind: a newer version of the service wrote it */
        static Kind ofWireName(String name) {
            for (Kind kind : values()) {
                if (kind.wireName.equals(name)) {
                    return kind;
                }
            }
            throw new IllegalStateException("the journal holds a kind that this version does not know");
        }

        /** Whether a person's own response made it, rather than a manager. */
        public boolean isResponse() {
            return this == ACCEPTED || this == DECLINED;
        }
    }

    /**
     * The event's figures after one change, so that a frame needs no other read.
     *
     * @param accepted how many people have accepted
     * @param declined how many declines the event keeps
     * @param roles how full each role is, in the event's order and spelling
     */
    public record After(EventStatus status, int accepted, int declined, List<RoleStats> roles) {
        public After {
            roles = List.copyOf(roles);
        }
    }
}
