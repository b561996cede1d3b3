package io.muster.respond.people;

import java.time.Instant;
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
import io.muster.respond.Transactions;
import io.muster.store.Attendances;
import io.muster.store.DatabaseClock;
import io.muster.store.people.Joins;
import io.muster.store.read.ShiftReads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;
import org.jboss.logging.Logger;

/**
 * After somebody has joined as a member without an account: puts the account's userKey where events that are not over have the member's, each in
 * its lane. What fails half-way is finished by the same again; who has joined is noted until then.
 */
@Singleton
public class Rekeying {
    private static final Logger LOG = Logger.getLogger(Rekeying.class);
    private static final int EVENTS_AT_ONCE = 8;

    private final ShiftReads events;
    private final Changes changes;
    private final Attendances attendances;
    private final Joins joins;
    private final DatabaseClock clock;

    Rekeying(ShiftReads events, Changes changes, Attendances attendances, Joins joins, DatabaseClock clock) {
        this.events = events;
        this.changes = changes;
        this.attendances = attendances;
        this.joins = joins;
        this.clock = clock;
    }

    /**
     * Goes through the events once.
     *
     * @return whether it is finished for good
     */
    public Uni<Boolean> of(Joins.Joined joined) {
        Member member = joined.member();
        return clock.now()
                .chain(now -> events.namingNotOver(member.managerId(), member.localKey(), now)
                        .chain(found -> all(member, found, now))
                        .chain(done -> done && now.isAfter(joined.at().plus(Transactions.SETTLED_AFTER))
                                ? joins.finished(member.id()).replaceWith(true)
                                : Uni.createFrom().item(false)));
    }

    private Uni<Boolean> all(Member member, List<ObjectId> found, Instant now) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUni(eventId -> one(eventId, member, now))
                .merge(EVENTS_AT_ONCE)
                .collect()
                .asList()
                .map(done -> done.stream().allMatch(it -> it));
    }

    /** An event that cannot be changed now does not hold up the others. */
    private Uni<Boolean> one(ObjectId eventId, Member member, Instant now) {
        Command rekey = new Command.Rekey(member.managerId(), member.localKey(), member.userKey());
        KeyedCommand request =
                new KeyedCommand(rekey, RequestKeys.keyOf(member.userKey(), Optional.empty()), "", false);
        return changes.submit(eventId, request)
                .chain(outcome -> isDone(outcome.decision())
                        ? attendances
                                .follow(eventId, member.localKey(), member.userKey(), now)
                                .replaceWith(true)
                        : Uni.createFrom().item(false))
                .onFailure(Changes.UnknownEvent.class)
                .recoverWithItem(true)
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "event not rekeyed yet eventId=%s cause=%s",
                        eventId, failure.getClass().getName()))
                .onFailure()
                .recoverWithItem(false);
    }

    /** An event that is deleted names nobody any more. */
    private static boolean isDone(Decision decision) {
        return !(decision instanceof Decision.Refused refused)
                || refused.refusal().reason() == Refusal.Reason.EVENT_NOT_FOUND;
    }
}
