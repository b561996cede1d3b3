package io.muster.respond.people;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.muster.event.Command;
import io.muster.event.KeyedCommand;
import io.muster.event.Refusal;
import io.muster.event.RequestKeys;
import io.muster.event.plan.Decision;
import io.muster.people.Member;
import io.muster.respond.Changes;
import io.muster.store.DatabaseClock;
import io.muster.store.read.ShiftReads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/**
 * Frees the places that a member has in the firm's events that are not over, also those on standby: in each event's lane, as if the
 * manager removed the person, so that who waits comes in.
 */
@Singleton
public class Release {
    private static final int EVENTS_AT_ONCE = 8;

    private final ShiftReads shifts;
    private final Changes changes;
    private final DatabaseClock clock;

    Release(ShiftReads shifts, Changes changes, DatabaseClock clock) {
        this.shifts = shifts;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Frees them all. What was done before a failure stays done; the same again does the rest.
     *
     * @param actor the userKey of the manager
     */
    public Uni<Void> of(Member member, String actor) {
        return clock.now()
                .chain(now -> shifts.notOver(member.managerId(), member.userKey(), now))
                .onItem()
                .transformToMulti(events -> Multi.createFrom().iterable(events))
                .onItem()
                .transformToUni(eventId -> removed(eventId, member, actor))
                .merge(EVENTS_AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> removed(ObjectId eventId, Member member, String actor) {
        Command remove = new Command.Remove(member.managerId(), actor, member.userKey(), false);
        KeyedCommand request = new KeyedCommand(remove, RequestKeys.keyOf(actor, Optional.empty()), "", false);
        return changes.submit(eventId, request)
                .invoke(outcome -> mustBeOut(outcome.decision()))
                .replaceWithVoid()
                .onFailure(Changes.UnknownEvent.class)
                .recoverWithNull();
    }

    /** Who has gone meanwhile, or whose event has, is out as well. */
    private static void mustBeOut(Decision decision) {
        boolean isOut = !(decision instanceof Decision.Refused refused)
                || refused.refusal().reason() == Refusal.Reason.STAFF_NOT_FOUND
                || refused.refusal().reason() == Refusal.Reason.EVENT_NOT_FOUND;
        if (!isOut) {
            throw new UnreleasedException(((Decision.Refused) decision).refusal());
        }
    }

    /** An event refuses to let the person go: it would make too many changes at once. */
    public static final class UnreleasedException extends RuntimeException {
        private final transient Refusal refusal;

        UnreleasedException(Refusal refusal) {
            super(refusal.reason().name(), null, false, false);
            this.refusal = refusal;
        }

        public Refusal refusal() {
            return refusal;
        }
    }
}
