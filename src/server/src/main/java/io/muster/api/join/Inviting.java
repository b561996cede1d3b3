package io.muster.api.join;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import io.muster.people.Access;
import io.muster.people.InvitationCode;
import io.muster.people.Member;
import io.muster.people.MemberState;
import io.muster.store.DatabaseClock;
import io.muster.store.people.InvitationCounts;
import io.muster.store.people.Invitations;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.bson.types.ObjectId;

/** Invites members of a firm: one an hour a member, and so many a day a firm. */
@Singleton
class Inviting {
    private static final int AT_ONCE = 8;

    private final Invitations invitations;
    private final InvitationCounts counts;
    private final DatabaseClock clock;

    Inviting(Invitations invitations, InvitationCounts counts, DatabaseClock clock) {
        this.invitations = invitations;
        this.counts = counts;
        this.clock = clock;
    }

    /** What became of each member, in the order asked for. */
    record Result(List<Invitation> made, List<NotInvited> not) {}

    Uni<Result> invite(String managerId, InvitationsBody wanted) {
        return clock.now()
                .chain(now -> wanted.ids()
                        .map(ids -> invitations.of(managerId, ids).map(found -> new Call(managerId, ids, found, now)))
                        .orElseGet(() -> invitations
                                .due(managerId, now, InvitationsBody.MAX)
                                .map(found -> new Call(managerId, ids(found), found, now))))
                .chain(this::carryOut);
    }

    private static List<ObjectId> ids(List<Invitations.Invited> found) {
        return found.stream().map(each -> each.member().id()).toList();
    }

    private Uni<Result> carryOut(Call call) {
        List<Member> possible = call.possible();
        return counts.take(call.managerId, possible.size(), call.now)
                .invoke(number -> call.refuseBeyond(possible, number))
                .chain(number -> made(call, possible.subList(0, number)))
                .map(call::result);
    }

    private Uni<List<Invitation>> made(Call call, List<Member> members) {
        return Multi.createFrom()
                .iterable(members)
                .onItem()
                .transformToUni(member -> made(call, member))
                .merge(AT_ONCE)
                .onItem()
                .transformToMultiAndConcatenate(made -> Multi.createFrom().items(made.stream()))
                .collect()
                .asList()
                .call(made -> counts.giveBack(call.managerId, members.size() - made.size(), call.now));
    }

    private Uni<Optional<Invitation>> made(Call call, Member member) {
        Optional<InvitationCode> code =
                member.access() == Access.STAFF ? Optional.of(InvitationCode.random()) : Optional.empty();
        return invitations
                .make(member, code, call.now)
                .map(stored ->
                        Optional.of(new Invitation(member, code, call.now)).filter(it -> stored))
                .invoke(made -> {
                    if (made.isEmpty()) {
                        call.refuse(NotInvited.of(member.id(), NotInvited.Reason.CHANGED_MEANWHILE));
                    }
                });
    }

    /** One call's members, and why some of them were not invited. */
    private static final class Call {
        private final String managerId;
        private final List<ObjectId> ids;
        private final Map<ObjectId, Invitations.Invited> found = new HashMap<>();
        private final Instant now;
        private final List<NotInvited> not = new ArrayList<>();

        Call(String managerId, List<ObjectId> ids, List<Invitations.Invited> found, Instant now) {
            this.managerId = managerId;
            this.ids = ids;
            this.now = now;
            found.forEach(each -> this.found.put(each.member().id(), each));
        }

        /** Those who can be invited, of whom nothing is known against it but the firm's number. */
        List<Member> possible() {
            return ids.stream().flatMap(this::possible).toList();
        }

        private Stream<Member> possible(ObjectId id) {
            Optional<NotInvited> against = Optional.ofNullable(found.get(id))
                    .map(this::against)
                    .orElseGet(() -> Optional.of(NotInvited.of(id, NotInvited.Reason.MEMBER_NOT_FOUND)));
            against.ifPresent(this::refuse);
            return against.isPresent()
                    ? Stream.empty()
                    : Stream.ofNullable(found.get(id)).map(Invitations.Invited::member);
        }

        private Optional<NotInvited> against(Invitations.Invited invited) {
            Member member = invited.member();
            if (member.state() != MemberState.INVITED) {
                return Optional.of(NotInvited.of(member.id(), NotInvited.Reason.MEMBER_JOINED));
            }
            if (member.access() != Access.STAFF && member.email().isEmpty()) {
                return Optional.of(NotInvited.of(member.id(), NotInvited.Reason.ADDRESS_REQUIRED));
            }
            return invited.pausesUntil(now)
                    .map(until -> NotInvited.until(member.id(), NotInvited.Reason.INVITED_LATELY, until));
        }

        void refuseBeyond(List<Member> possible, int number) {
            possible.subList(number, possible.size())
                    .forEach(member -> refuse(NotInvited.until(
                            member.id(), NotInvited.Reason.TOO_MANY_INVITATIONS, InvitationCounts.nextDay(now))));
        }

        void refuse(NotInvited member) {
            synchronized (not) {
                not.add(member);
            }
        }

        Result result(List<Invitation> made) {
            return new Result(
                    made.stream()
                            .sorted(Comparator.comparingInt(
                                    each -> ids.indexOf(each.member().id())))
                            .toList(),
                    not.stream()
                            .sorted(Comparator.comparingInt(each -> ids.indexOf(each.id())))
                            .toList());
        }
    }
}
