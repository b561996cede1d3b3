package io.muster.respond.people;

import java.util.List;
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
     * Frees them all, or all but those of events that fail; the same again does the rest.
     *
     * @param actor the userKey of the manager
     */
    public Uni<Void> of(Member member, String actor) {
        return clock.now()
                .chain(now -> shifts.notOver(member.managerId(), member.userKey(), now))
                .map(events -> events.stream()
                        .map(eventId -> new ShiftReads.OfFirm(eventId, member.managerId()))
                        .toList())
                .chain(events -> removed(events, member.userKey(), actor));
    }

    /**
     * Frees those that have not begun, and gives up those that the person waits for.
     *
     * @param managerId the firm; empty for all of them
     */
    public Uni<Void> notBegun(Optional<String> managerId, String userKey, String actor) {
        return clock.now()
                .chain(now -> shifts.toBeFreed(managerId, userKey, now))
                .chain(events -> removed(events, userKey, actor));
    }

    /** An event that cannot be changed now does not hold up the others; its failure is that of all. */
    private Uni<Void> removed(List<ShiftReads.OfFirm> events, String userKey, String actor) {
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUni(event -> removed(event, userKey, actor)
                        .replaceWith(Optional.<Throwable>empty())
                        .onFailure()
                        .recoverWithItem(Optional::of))
                .merge(EVENTS_AT_ONCE)
                .collect()
                .asList()
                .chain(done -> done.stream()
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(failure -> Uni.createFrom().<Void>failure(failure))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> removed(ShiftReads.OfFirm event, String userKey, String actor) {
        Command remove = new Command.Remove(event.managerId(), actor, userKey, false);
        KeyedCommand request = new KeyedCommand(remove, RequestKeys.keyOf(actor, Optional.empty()), "", false);
        return changes.submit(event.eventId(), request)
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
