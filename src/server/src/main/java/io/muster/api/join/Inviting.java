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

import io.muster.mail.Letters;
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

/** Invites members of a firm: one an hour a member, and so many a day a firm; by letter, where letters are sent and the member has an address. */
@Singleton
class Inviting {
    /** As many as letters are sent at once: one that waited for its turn would have less time for itself. */
    private static final int AT_ONCE = Letters.AT_ONCE;

    private final Invitations invitations;
    private final InvitationCounts counts;
    private final InvitationLetters letters;
    private final DatabaseClock clock;

    Inviting(Invitations invitations, InvitationCounts counts, InvitationLetters letters, DatabaseClock clock) {
        this.invitations = invitations;
        this.counts = counts;
        this.letters = letters;
        this.clock = clock;
    }

    /** What became of each member, in the order asked for. */
    record Result(List<Invitation> made, List<NotInvited> not) {}

    Uni<Result> invite(String managerId, InvitationsBody wanted, InvitationText text) {
        return letters.begin(managerId, text)
                .chain(ofCall -> clock.now().chain(now -> invite(managerId, wanted, ofCall, now)));
    }

    private Uni<Result> invite(String managerId, InvitationsBody wanted, InvitationLetters.OfCall ofCall, Instant now) {
        return wanted.ids()
                .map(ids -> invitations.of(managerId, ids).map(found -> new Call(managerId, ids, found, ofCall, now)))
                .orElseGet(() -> invitations
                        .due(managerId, now, InvitationsBody.MAX)
                        .map(found -> new Call(managerId, ids(found), found, ofCall, now)))
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
                .call(made -> counts.giveBack(call.managerId, members.size() - counted(made), call.now));
    }

    /** A letter that was not sent is not counted: it can be sent again. */
    private static int counted(List<Invitation> made) {
        return (int) made.stream().filter(it -> !it.isLetterFailed()).count();
    }

    private Uni<Optional<Invitation>> made(Call call, Member member) {
        boolean byLetter = call.letters.reach(member);
        if (byLetter && call.letters.isOver()) {
            call.refuse(NotInvited.of(member.id(), NotInvited.Reason.OUT_OF_TIME));
            return Uni.createFrom().item(Optional.empty());
        }
        Optional<InvitationCode> code =
                member.access() == Access.STAFF ? Optional.of(InvitationCode.random()) : Optional.empty();
        return invitations.make(member, code, call.now, byLetter).chain(stored -> {
            if (!stored) {
                call.refuse(NotInvited.of(member.id(), NotInvited.Reason.CHANGED_MEANWHILE));
                return Uni.createFrom().item(Optional.empty());
            }
            Invitation invitation = new Invitation(member, code, call.now);
            return (byLetter ? call.letters.send(invitation) : Uni.createFrom().item(invitation)).map(Optional::of);
        });
    }

    /** One call's members, and why some of them were not invited. */
    private static final class Call {
        private final String managerId;
        private final List<ObjectId> ids;
        private final Map<ObjectId, Invitations.Invited> found = new HashMap<>();
        private final InvitationLetters.OfCall letters;
        private final Instant now;
        private final List<NotInvited> not = new ArrayList<>();

        Call(
                String managerId,
                List<ObjectId> ids,
                List<Invitations.Invited> found,
                InvitationLetters.OfCall letters,
                Instant now) {
            this.managerId = managerId;
            this.ids = ids;
            this.letters = letters;
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
